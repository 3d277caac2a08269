// Fib: nothing but calls.
export const size = 33;

function fib(n: number): number {
  return n < 2 ? n : fib(n - 1) + fib(n - 2);
}

export function run(n: number): number {
  return fib(n);
}
