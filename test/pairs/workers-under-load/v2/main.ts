// A server whose work is done by four workers, threads or processes: `WORKERS=threads|processes`.
import cluster from "node:cluster";
import { isMainThread, parentPort, Worker } from "node:worker_threads";
import type { Endpoint } from "ts-updatable";
import { answerQuestions } from "./clerk.js";
import { serve } from "./counter.js";

const WORKERS = 4;

function startWorkers(): readonly Endpoint[] {
  return Array.from({ length: WORKERS }, () =>
    process.env["WORKERS"] === "processes" ? cluster.fork() : new Worker(new URL(import.meta.url)),
  );
}

if (!isMainThread) answerQuestions(parentPort as Endpoint);
else if (cluster.isWorker) answerQuestions(process);
else serve(startWorkers());
