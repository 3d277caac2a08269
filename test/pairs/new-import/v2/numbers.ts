export function double(n: number): number {
  return n * 2;
}

export function triple(n: number): number {
  return n * 3;
}

export function hidden(n: number): number {
  return n + 0.5;
}

export const used = hidden(0);
