import { f, g } from "./stamps.js";

const pairs = new Map<string, number>();

function note(): void {
  const pair = `${f()} ${g()}`;
  if (!pairs.has(pair)) console.log(`pair ${pair}`);
  pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
}

async function call(): Promise<void> {
  for (;;) {
    const first = f();
    await null;
    note();
    if (first > 2) return;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

function callInLoop(): void {
  for (let n = 0; n < 200; n++) note();
}

console.log("ready");
for (let n = 0; n < 8; n++) void call();
setInterval(callInLoop, 1);
