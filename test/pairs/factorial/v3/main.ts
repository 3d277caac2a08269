import { waitForFile } from "./hold.js";
import { stay } from "./stay.js";

let multiplications = 0;

function times(a: bigint, b: bigint): bigint {
  multiplications++;
  return a * b;
}

/** The running product is the loop's. */
function factorial(n: number): bigint {
  let result = 1n;
  for (let i = 2; i <= n; i++) {
    if (i === 10) {
      console.log("half way");
      waitForFile("RELEASE");
    }
    const factor = BigInt(i);
    result = times(result, factor);
  }
  return result;
}

console.log(`${factorial(20)} with ${multiplications}`);
multiplications = 0;
console.log(`${factorial(20)} with ${multiplications}`);
stay();
