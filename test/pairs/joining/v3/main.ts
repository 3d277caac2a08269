import { isMainThread, parentPort, Worker } from "node:worker_threads";
import { applyPatch, rollback } from "ts-updatable";
import { answerLines } from "./ask.js";

class Tally {
  count = 0;
  unit = "lines";
}

const tally = new Tally();

const show = (): string => `v3 ${tally.count} ${tally.unit}`;

let thread: Worker | undefined;

function startThread(): string {
  thread = new Worker(process.argv[1] as string);
  thread.on("message", (text) => console.log(text));
  thread.on("online", () => console.log("thread is there"));
  return "started";
}

function askThread(): string {
  thread?.postMessage("ask");
  return "asked";
}

/** Longer than a test needs to end another process. */
function block(): string {
  console.log("blocked");
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 6_000);
  return "free";
}

function change(make: () => Promise<{ readonly ok: boolean }>): string {
  void make().then(({ ok }) => console.log(ok ? "in force" : "refused"));
  return "asked";
}

function answer(line: string): string {
  if (line.startsWith("exit")) process.exit(Number(line.slice(4)));
  if (line.startsWith("apply ")) return change(() => applyPatch(line.slice(6)));
  if (line === "block") return block();
  if (line === "thread") return startThread();
  if (line === "ask") return askThread();
  if (line === "back") return change(rollback);
  tally.count++;
  return `${line}: ${show()}`;
}

if (isMainThread) answerLines(answer);
else parentPort?.on("message", (text) => parentPort?.postMessage(answer(`thread, ${text}`)));
