// Plays a program in a worker of its own: the runtime and the program begin anew, and a program that does not end can be ended.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { projectFolder } from "../harness/imports.ts";
import { compileWorker } from "./builds.ts";
import type { Play, Played } from "./play.ts";

const LONGEST_MS = 30_000;
const runtime = new URL("../../dist/runtime/", import.meta.url).href;

let file: string | undefined;

export function runInWorker(play: Omit<Play, "runtime">, storm?: "frames" | "units"): Promise<Played> {
  file ??= compileOnce();
  const quiet = { ...process.env, TS_UPDATABLE_LOG: "off" };
  const env = storm === undefined ? quiet : { ...quiet, TS_UPDATABLE_STORM: storm };
  const worker = new Worker(file, { workerData: { ...play, runtime }, env, stdout: true, stderr: true });
  return new Promise((resolve, reject) => {
    let played: Played | undefined;
    let problem: unknown;
    const timer = setTimeout(() => {
      problem = new Error(`it did not end within ${LONGEST_MS} ms`);
      void worker.terminate();
    }, LONGEST_MS);
    worker.on("message", (message: Played) => {
      played = message;
    });
    worker.on("error", (error) => {
      problem = error;
    });
    worker.on("exit", () => {
      clearTimeout(timer);
      if (problem === undefined && played !== undefined) resolve(played);
      else reject(problem ?? new Error("the program ended before it had a result"));
    });
  });
}

function compileOnce(): string {
  const folder = join(projectFolder, "build");
  mkdirSync(folder, { recursive: true });
  return compileWorker(new URL("./play.ts", import.meta.url), folder);
}
