import { answerLines } from "./ask.js";

class Order {
  size = 3;
  constructor(readonly name: string) {}
}

const limits = new Map([["a", 1]]);
const orders = [new Order("x"), new Order("y")];
let ticks = 0;

async function count(): Promise<void> {
  for (let n = 1; ; n++) {
    await new Promise((resolve) => setTimeout(resolve, 1));
    console.log(`v1 step ${n} ${typeof limits.get("a")}`);
  }
}

async function* number(): AsyncGenerator<string> {
  for (let n = 1; ; n++) {
    await new Promise((resolve) => setTimeout(resolve, 1));
    yield `v1 number ${n}`;
  }
}

async function print(): Promise<void> {
  for await (const line of number()) console.log(line);
}

function tick(): void {
  ticks++;
}

function spin(): never {
  console.log("spins");
  for (;;) ticks++;
}

function answer(line: string): string {
  if (line === "count") void Promise.all([count(), print()]);
  if (line === "tick") setInterval(tick, 5);
  if (line === "spin") spin();
  return `v1 ${JSON.stringify([...limits])} ${JSON.stringify(orders)}`;
}

answerLines(answer);
