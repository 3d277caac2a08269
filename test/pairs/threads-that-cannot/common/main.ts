import { dirname, join } from "node:path";
import { Worker, type WorkerOptions } from "node:worker_threads";
import { answerLines } from "./ask.js";
import { version } from "./version.js";
import type {} from "./worker.js";

const workers = new Map<string, Worker>();
const file = join(dirname(process.argv[1] ?? ""), "worker.js");

/** A worker that ends takes nobody with it: another one takes its place. */
function begin(name: string, options: WorkerOptions = {}): void {
  const worker = new Worker(file, { ...options, name });
  worker.on("exit", (code) => {
    console.log(`${name} ended with ${code}`);
    if (workers.get(name) === worker) begin(name, options);
  });
  worker.on("message", (line: string) => console.log(line));
  workers.set(name, worker);
}

function beginOthers(): void {
  const options = { eval: true, name: "plain" };
  new Worker("setInterval(() => {}, 1000)", options);
  new Worker("for (;;);", { ...options, name: "plain loop" });
  begin("quiet", { stdout: true, stderr: true, resourceLimits: { maxOldGenerationSizeMb: 64 } });
}

function answer(line: string): string {
  const [verb, name = "", what] = line.split(" ");
  if (verb === "begin") begin(name);
  if (verb === "others") beginOthers();
  if (verb === "tell") workers.get(name)?.postMessage(what);
  if (verb === "exit") process.exit(7);
  if (verb === "end") void workers.get(name)?.terminate();
  return `main v${version()} ${line}`;
}

answerLines(answer);
