// Generators: chains of lazily computed values, early ends included.
export const size = 500_000;

function* count(from: number): Generator<number> {
  for (let value = from; ; value++) yield value;
}

function* map<A, B>(source: Iterable<A>, change: (value: A) => B): Generator<B> {
  for (const value of source) yield change(value);
}

function* take<T>(source: Iterable<T>, limit: number): Generator<T> {
  let left = limit;
  for (const value of source) {
    if (left-- <= 0) return;
    yield value;
  }
}

function* flatten(depth: number, value: number): Generator<number> {
  if (depth === 0) {
    yield value;
    return;
  }
  yield* flatten(depth - 1, value * 2);
  yield* flatten(depth - 1, value * 2 + 1);
}

export function run(times: number): number {
  let sum = 0;
  for (const value of take(
    map(count(1), (n) => (n * n) % 7919),
    times,
  ))
    sum = (sum * 31 + value) | 0;
  for (const value of flatten(10, 1)) sum = (sum * 31 + value) | 0;
  return sum;
}
