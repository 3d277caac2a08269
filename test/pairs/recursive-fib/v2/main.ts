import { hold } from "./hold.js";
import { stay } from "./stay.js";

let calls = 0;

/** How many calls ended in which version. */
const ended = { one: 0, two: 0 };

/** What a call knows when one of its halves is done. */
interface Half {
  readonly sum: number;
  readonly rest: number;
}

let halves = 0;

function halve(sum: number, rest: number): Half {
  halves++;
  return { sum, rest };
}

function fib(n: number): number {
  calls++;
  if (calls === 50_000) {
    console.log("v2 deep");
    hold(1);
  }
  if (n < 2) return n;
  const left = fib(n - 1);
  const half = halve(left, n - 2);
  const right = fib(half.rest);
  ended.two++;
  return half.sum + right;
}

console.log(`fib(25) is ${fib(25)} after ${calls} calls`);
console.log(`all calls are counted: ${ended.one + ended.two}, some in each: ${ended.one > 0 && ended.two > 0}`);
stay();
