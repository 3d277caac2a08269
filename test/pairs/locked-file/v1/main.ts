import { open, rm } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { transaction } from "ts-updatable";
import { answerLines } from "./ask.js";

/** Turns that were given and not taken yet. */
let turns = 0;

async function nextTurn(): Promise<void> {
  while (turns === 0) await sleep(5);
  turns--;
}

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
  if (line === "turn") turns++;
  return `${line} v1`;
}

answerLines(answer);
