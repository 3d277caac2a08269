// Closures: made in loops, called through array methods, sharing captured variables.
export const size = 50_000;

interface Counter {
  readonly add: (amount: number) => void;
  readonly read: () => number;
}

function makeCounter(start: number): Counter {
  let total = start;
  return {
    add: (amount) => {
      total += amount;
    },
    read: () => total,
  };
}

const compose =
  <A, B, C>(first: (value: A) => B, second: (value: B) => C) =>
  (value: A): C =>
    second(first(value));

function memoize(compute: (n: number) => number): (n: number) => number {
  const known = new Map<number, number>();
  return (n) => {
    const found = known.get(n);
    if (found !== undefined) return found;
    const value = compute(n);
    known.set(n, value);
    return value;
  };
}

function pipeline(values: readonly number[], offset: number): number {
  const shift = compose(
    (value: number) => value + offset,
    (value) => value * 3,
  );
  return values
    .map(shift)
    .filter((value) => value % 2 === 0)
    .reduce((sum, value) => (sum + value) | 0, 0);
}

export function run(times: number): number {
  const values = Array.from({ length: 100 }, (_, index) => index);
  const counter = makeCounter(1);
  const square = memoize((n) => n * n);
  const callbacks: (() => number)[] = [];
  for (let i = 0; i < times; i++) {
    counter.add(pipeline(values, i));
    const bias = square(i % 50);
    callbacks.push(() => bias + i);
  }
  let sum = counter.read();
  for (const callback of callbacks) sum = (sum + callback()) | 0;
  return sum;
}
