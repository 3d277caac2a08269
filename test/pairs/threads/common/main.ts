import { dirname, join } from "node:path";
import { Worker } from "node:worker_threads";
import { answerLines } from "./ask.js";
import { version } from "./version.js";
import type {} from "./worker.js";

const workers = new Map<string, Worker>();

function begin(situation: string, name = situation): void {
  const worker = new Worker(join(dirname(process.argv[1] ?? ""), "worker.js"), { workerData: situation, name });
  worker.on("exit", (code) => console.log(`${name} ended with ${code}`));
  workers.set(name, worker);
}

function answer(line: string): string {
  const [verb, name = "", situation] = line.split(" ");
  if (verb === "begin") begin(situation ?? name, name);
  if (verb === "ask") workers.get(name)?.postMessage("say");
  if (verb === "end") void workers.get(name)?.terminate();
  return `main v${version()} ${line}`;
}

for (const situation of (process.env["WORKERS"] ?? "").split(",")) if (situation !== "") begin(situation);
answerLines(answer);
