// Programs of a corpus as processes: what each prints, and how it ends, is what it gives.
import { runProcess } from "../../harness/processes.ts";
import type { CorpusOptions } from "../corpus.ts";
import type { TestResults } from "./results.ts";
import type { Way } from "./ways.ts";

/** In a storm a program takes many times its time. */
const TIMEOUT_MS = 600_000;

/** @param commandOf the arguments that Node gets for a program */
export async function runPrograms(
  corpus: string,
  way: Way,
  names: readonly string[],
  { progress }: CorpusOptions,
  commandOf: (name: string) => readonly string[],
): Promise<TestResults> {
  const results: TestResults = new Map();
  for (const name of names) {
    progress(`${corpus} ${way.name}: ${name}`);
    const { exitCode, stdout, stderr } = await runProcess(process.execPath, commandOf(name), way.env, TIMEOUT_MS);
    const output = `${stdout}${stderr}exit code ${exitCode}`;
    results.set(name, { status: exitCode === 0 && stdout !== "" ? "passed" : "failed", message: output, output });
  }
  return results;
}
