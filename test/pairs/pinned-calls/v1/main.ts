// Two switches in two modules that belong together; each turn reads both, and stays in between for a while.
import { transaction } from "ts-updatable";
import { answerLines } from "./ask.js";
import { LEFT, left, makeLeft } from "./left.js";
import { pause } from "./pause.js";
import { RIGHT, right } from "./right.js";

const seen = new Set<string>();
const parked: (() => void)[] = [];

function between(): void {
  for (let n = 0; n < 20; n++) pause(0.1);
}

/** Calls one function after the other, itself and through builtins and closures. */
function turn(): void {
  const [first, closure] = [left(), makeLeft()];
  between();
  seen.add([first, right(), closure(), ...[0].map(() => left()), LEFT, RIGHT].join(" "));
}

/** A function with the same name in all versions, and one that the second version calls otherwise. */
async function work(): Promise<string> {
  const begun = left();
  await new Promise<void>((resolve) => parked.push(resolve));
  return `${begun} ${release()}`;
}

function release(): string {
  return `released ${left()}`;
}

async function endless(): Promise<void> {
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, 1));
    transaction(() => seen.add(`turn ${left()} ${right()}`));
  }
}

function answer(line: string): string {
  if (line === "turns") setInterval(turn, 1);
  if (line === "endless") void endless();
  if (line === "work") void work().then(console.log);
  if (line === "release") for (const resume of parked.splice(0)) resume();
  if (line === "seen") {
    const all = [...seen].sort().join(", ");
    seen.clear();
    return `seen: ${all}`;
  }
  return line;
}

answerLines(answer);
