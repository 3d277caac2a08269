// A sum of weights, and an answer of them. `weigh` runs nothing but its own text, and so do its callers: their calls are no update points.
import { createInterface } from "node:readline";
import { pause } from "./pause.js";

function weigh(n: number): number {
  return n;
}

const weighTwice = (n: number): number => weigh(n) + weigh(n);

function sum(): void {
  let total = 0;
  for (let n = 1; ; n++) {
    total += weighTwice(n);
    console.log(`v1 ${n} ${total}`);
    pause(2);
  }
}

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();

async function answer(): Promise<void> {
  console.log("waits");
  const line = [weigh(1), (await lines.next()).value].join();
  const weight = weighTwice(line.length);
  console.log(`v1 ${line} ${weight}`);
}

async function serve(): Promise<void> {
  for (;;) await answer();
}

if (process.argv[2] === "sum") sum();
else void serve();
