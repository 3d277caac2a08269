import { UpdateAborted } from "ts-updatable";
import { waitForFile } from "./hold.js";
import { stay } from "./stay.js";

function job(size: number): number {
  console.log("job begins in v1");
  let sum = 0;
  try {
    for (let i = 1; i <= size; i++) {
      if (i === size * 0.6) await60(i);
      sum += i;
    }
  } catch (error) {
    console.log(`job has seen ${String(error)}`);
  } finally {
    console.log("job is left by v1");
  }
  return sum;
}

/** Stands above the job, and is left with it. */
function await60(i: number): void {
  try {
    console.log(`${i * 10} %`);
    waitForFile("RELEASE");
    console.log("released");
  } finally {
    console.log("waiting is over");
  }
}

/** Its own code changes, too: it moves, although the call that it waits for does not. */
function report(size: number): string {
  return `v1: ${job(size)}`;
}

try {
  console.log(report(10));
} catch (error) {
  console.log(error instanceof UpdateAborted ? `${error.name} ${error.function} ${error.at}` : error);
}
console.log(report(20));
stay();
