// Sieve of Eratosthenes: nested loops over an array of booleans.
export const size = 1_100;
const LIMIT = 10_000;

function countPrimes(isPrime: boolean[]): number {
  let count = 0;
  for (let i = 2; i < isPrime.length; i++) {
    if (!isPrime[i]) continue;
    count++;
    for (let k = i + i; k < isPrime.length; k += i) isPrime[k] = false;
  }
  return count;
}

export function run(times: number): number {
  let sum = 0;
  const isPrime: boolean[] = new Array(LIMIT);
  for (let i = 0; i < times; i++) sum += countPrimes(isPrime.fill(true));
  return sum;
}
