import { hold } from "./hold.js";
import { stay } from "./stay.js";

let calls = 0;

/** How many calls ended in which version. */
const ended = { one: 0, two: 0 };

function fib(n: number): number {
  calls++;
  if (calls === 50_000) {
    console.log("v1 deep");
    hold(1);
  }
  if (n < 2) return n;
  const left = fib(n - 1);
  const right = fib(n - 2);
  ended.one++;
  return left + right;
}

console.log(`fib(25) is ${fib(25)} after ${calls} calls`);
console.log(`all calls are counted: ${ended.one + ended.two}, some in each: ${ended.one > 0 && ended.two > 0}`);
stay();
