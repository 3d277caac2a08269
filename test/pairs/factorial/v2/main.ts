import { waitForFile } from "./hold.js";
import { stay } from "./stay.js";

let multiplications = 0;

function times(a: bigint, b: bigint): bigint {
  multiplications++;
  return a * b;
}

/** The running product is spread over the frames. */
function factorial(n: number): bigint {
  if (n === 10) waitForFile("RELEASE");
  return n < 2 ? 1n : times(BigInt(n), factorial(n - 1));
}

console.log(`${factorial(20)} with ${multiplications}`);
multiplications = 0;
console.log(`${factorial(20)} with ${multiplications}`);
stay();
