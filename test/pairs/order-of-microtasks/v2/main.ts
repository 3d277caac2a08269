// Async functions that no update touches run beside some that move: what the former log is what they log without an update.
import { answerLines } from "./ask.js";

let open: () => void = () => undefined;
const gate = new Promise<void>((resolve) => (open = resolve));
const log: string[] = [];

/** Not touched: its turns come one after another, as the queue has them. */
async function steady(name: string, turns: number): Promise<string> {
  await gate;
  for (let n = 0; n < turns; n++) {
    log.push(`${name}${n}`);
    await null;
  }
  return name;
}

async function* letters(name: string): AsyncGenerator<string> {
  await gate;
  for (let n = 0; n < 3; n++) yield `${name}${n}`;
}

async function reading(name: string): Promise<void> {
  for await (const letter of letters(name)) log.push(letter);
}

/** Moves: it waits at the same gate, and has steps of its own between those of the others. */
async function moving(name: string): Promise<string> {
  await gate;
  for (let n = 0; n < 9; n++) await undefined;
  return `v2 ${name}`;
}

async function main(): Promise<void> {
  const moved: Promise<string>[] = [];
  const others: Promise<unknown>[] = [];
  for (const name of ["a", "b", "c"]) {
    others.push(steady(name, 5));
    moved.push(moving(name));
    others.push(reading(name.toUpperCase()));
  }
  void Promise.race(others).then(() => log.push("first"));
  await Promise.all(others);
  console.log(log.join(" "));
  console.log((await Promise.all(moved)).join());
}

void main();
answerLines((line) => {
  if (line === "open") open();
  return "asked";
});
