// Each update changes another function; what is parked goes on calling both.
import { answerLines } from "./ask.js";

const parked: (() => void)[] = [];

function first(): string {
  return "2";
}

function second(): string {
  return "3";
}

async function work(name: string): Promise<void> {
  const begun = first() + second();
  await new Promise<void>((resolve) => parked.push(resolve));
  console.log(`${name}: ${begun} ${first()}${second()}`);
  await null;
  console.log(`${name} again: ${first()}${second()}`);
}

function answer(line: string): string {
  if (line === "release") for (const resume of parked.splice(0)) resume();
  else void work(line);
  return `${line} ${first()}${second()}`;
}

answerLines(answer);
