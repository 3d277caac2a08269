import { open, rm } from "node:fs/promises";
import { transaction } from "ts-updatable";
import { answerLines } from "./ask.js";

const waiting: (() => void)[] = [];
const nextTurn = (): Promise<void> => new Promise((resolve) => void waiting.push(resolve));

const lines = (): readonly string[] => ["one", "two"];

/** Holds the file and its lock across each `await`. */
async function write(path: string): Promise<void> {
  const lock = await open(`${path}.lock`, "wx");
  const file = await open(path, "a");
  try {
    for (const line of lines()) {
      await file.write(`${line} v1\n`);
      await nextTurn();
    }
  } finally {
    await file.close();
    await lock.close();
    await rm(`${path}.lock`);
  }
  console.log("written by v1");
}

function answer(line: string): string {
  if (line === "write") void transaction(() => write(process.env["FILE"] ?? ""), { label: "log file", noUpdate: true });
  if (line === "turn") waiting.shift()?.();
  return `${line} v1`;
}

answerLines(answer);
