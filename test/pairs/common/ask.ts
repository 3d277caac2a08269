// Answers lines that come in on standard input: a program that is idle between events.
import { createInterface } from "node:readline";

export function answerLines(answer: (line: string) => string): void {
  createInterface({ input: process.stdin }).on("line", (line) => console.log(answer(line)));
  console.log("ready");
}
