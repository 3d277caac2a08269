import { dirname, join } from "node:path";
import { Worker } from "node:worker_threads";
import { answerLines } from "./ask.js";
import type {} from "./worker.js";

/** Newest version that ran in any thread; how often older code ran after that; a place to wait at. */
const cells = new Int32Array(new SharedArrayBuffer(12));
const file = join(dirname(process.argv[1] ?? ""), "worker.js");

function answer(line: string): string {
  const [verb, ...names] = line.split(" ");
  for (const name of verb === "begin" ? names : []) new Worker(file, { name, workerData: { name, cells } });
  if (verb === "sync") Atomics.wait(cells, 2, 0);
  return `${line}: v${Atomics.load(cells, 0)}, older ${Atomics.load(cells, 1) > 0}`;
}

answerLines(answer);
