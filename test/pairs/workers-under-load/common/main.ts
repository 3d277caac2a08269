// A server whose work is done by four workers, threads or processes (`WORKERS=threads|processes`), while one more thread is seldom free.
import cluster from "node:cluster";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import type { Endpoint } from "ts-updatable";
import { keepBooks } from "./books.js";
import { answerQuestions } from "./clerk.js";
import { serve } from "./counter.js";

const WORKERS = 4;

function startWorkers(): readonly Endpoint[] {
  return Array.from({ length: WORKERS }, () =>
    process.env["WORKERS"] === "processes" ? cluster.fork() : new Worker(new URL(import.meta.url)),
  );
}

if (workerData === "books") void keepBooks();
else if (!isMainThread) answerQuestions(parentPort as Endpoint);
else if (cluster.isWorker) answerQuestions(process);
else {
  new Worker(new URL(import.meta.url), { workerData: "books", name: "books" });
  serve(startWorkers());
}
