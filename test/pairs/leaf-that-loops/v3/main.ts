// Weights are doubled.
import { createInterface } from "node:readline";
import { waitForFile } from "./hold.js";
import { pause } from "./pause.js";

function weigh(n: number): number {
  let weight = 0;
  for (let grain = 0; grain < n; grain++) {
    if (grain === 0) console.log("v3 weighs");
    waitForFile("RELEASE");
    weight += 2;
  }
  return weight;
}

const weighTwice = (n: number): number => weigh(n) + weigh(n);

function sum(): void {
  let total = 0;
  for (let n = 1; ; n++) {
    total += weighTwice(n);
    console.log(`v3 ${n} ${total}`);
    pause(2);
  }
}

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();

async function answer(): Promise<void> {
  console.log("waits");
  const line = [weigh(0), (await lines.next()).value].join();
  const weight = weighTwice(line.length);
  console.log(`v3 ${line} ${weight}`);
}

async function serve(): Promise<void> {
  for (;;) await answer();
}

if (process.argv[2] === "sum") sum();
else void serve();
