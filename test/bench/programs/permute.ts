// Permute: recursion through a callback, swaps in an array.
export const size = 300;

function permute(values: number[], visit: () => void, length = values.length): void {
  visit();
  if (length === 0) return;
  const last = length - 1;
  permute(values, visit, last);
  for (let i = last; i >= 0; i--) {
    swap(values, last, i);
    permute(values, visit, last);
    swap(values, last, i);
  }
}

function swap(values: number[], i: number, j: number): void {
  const kept = values[i]!;
  values[i] = values[j]!;
  values[j] = kept;
}

export function run(times: number): string {
  let visits = 0;
  let weight = 0;
  for (let i = 0; i < times; i++) {
    const values = Array.from({ length: 6 }, (_, index) => index + i);
    permute(values, () => {
      visits++;
      weight = (weight * 31 + values[0]! * 7 + values[5]!) | 0;
    });
  }
  return `${visits} ${weight}`;
}
