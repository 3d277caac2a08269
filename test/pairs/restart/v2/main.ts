import { UpdateAborted } from "ts-updatable";
import { stay } from "./stay.js";

function job(size: number): number {
  console.log("job begins in v2");
  return Array.from({ length: size }, (_, i) => i + 1).reduce(add, 0);
}

function add(a: number, b: number): number {
  return a + b;
}

/** Its own code changes, too: it moves, although the call that it waits for does not. */
function report(size: number): string {
  return `v2: ${job(size)}`;
}

try {
  console.log(report(10));
} catch (error) {
  console.log(error instanceof UpdateAborted ? `${error.name} ${error.function} ${error.at}` : error);
}
console.log(report(20));
stay();
