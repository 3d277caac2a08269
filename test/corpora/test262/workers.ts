// Hands tests to processes, so that one that crashes or hangs fails alone.
import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";
import type { Way } from "./realm.ts";
import type { Job } from "./select.ts";

export type ToWorker = { readonly kind: "run"; readonly job: Job } | { readonly kind: "stop" };

export type FromWorker =
  /** Nothing is running: the next job may come. */
  | { readonly kind: "ready" }
  | { readonly kind: "start"; readonly way: Way }
  | { readonly kind: "end"; readonly way: Way; readonly failure: string | undefined; readonly rebuilt: number }
  /** The test could not even be compiled. */
  | { readonly kind: "broken"; readonly error: string };

export interface WayResult {
  readonly failure: string | undefined;
  readonly rebuilt: number;
}

export interface JobResult {
  readonly job: Job;
  readonly ways: ReadonlyMap<Way, WayResult>;
  /** Why the compiler gave up. */
  readonly broken: string | undefined;
}

/** No step of a test takes longer, unless it hangs. */
const PATIENCE_MS = 30_000;

/** Contexts are not all given back: a process runs only so many tests. */
const TESTS_PER_PROCESS = 300;

export async function runJobs(root: string, jobs: readonly Job[], processes: number, onResult: (result: JobResult) => void): Promise<void> {
  const queue = jobs.values();
  const work = async (): Promise<void> => {
    let more = true;
    while (more) more = await new Worker(root, queue, onResult).ended;
  };
  await Promise.all(Array.from({ length: processes }, work));
}

class Worker {
  /** Whether there is more to do. */
  readonly ended: Promise<boolean>;
  readonly #child: ChildProcess;
  readonly #queue: Iterator<Job>;
  readonly #onResult: (result: JobResult) => void;
  #running: { readonly job: Job; readonly ways: Map<Way, WayResult>; way: Way | undefined } | undefined;
  #timer: NodeJS.Timeout | undefined;
  #left = TESTS_PER_PROCESS;
  #isOver = false;
  #hasStarted = false;

  constructor(root: string, queue: Iterator<Job>, onResult: (result: JobResult) => void) {
    this.#queue = queue;
    this.#onResult = onResult;
    this.#child = fork(join(import.meta.dirname, "worker.ts"), [root], {
      execArgv: ["--experimental-vm-modules", "--no-warnings", "--expose-gc"],
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    this.#child.on("message", (message: FromWorker) => this.#take(message));
    this.ended = new Promise((resolve, reject) => {
      this.#child.on("error", reject);
      this.#child.on("exit", (code, killed) => {
        clearTimeout(this.#timer);
        if (!this.#hasStarted) reject(new Error("a process that runs tests could not be started; its own message is above"));
        this.#fail(killed === "SIGKILL" ? "it did not come to an end" : `its process ended (${killed ?? code})`);
        resolve(!this.#isOver);
      });
    });
  }

  #take(message: FromWorker): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#child.kill("SIGKILL"), PATIENCE_MS);
    this.#hasStarted = true;
    if (message.kind === "start" && this.#running !== undefined) this.#running.way = message.way;
    if (message.kind === "end") this.#running?.ways.set(message.way, message);
    if (message.kind !== "ready" && message.kind !== "broken") return;
    this.#finish(message.kind === "broken" ? message.error : undefined);
    this.#next();
  }

  #next(): void {
    const next = this.#left-- > 0 ? this.#queue.next() : undefined;
    if (next?.done === true) this.#isOver = true;
    if (next === undefined || next.done === true) {
      this.#send({ kind: "stop" });
      return;
    }
    this.#running = { job: next.value, ways: new Map(), way: undefined };
    this.#send({ kind: "run", job: next.value });
  }

  #send(message: ToWorker): void {
    this.#child.send(message);
  }

  /** The process has gone, in the middle of a test or not. */
  #fail(failure: string): void {
    const { ways, way } = this.#running ?? {};
    if (way !== undefined && ways?.has(way) === false) ways.set(way, { failure, rebuilt: 0 });
    this.#finish(way === undefined ? failure : undefined);
  }

  #finish(broken: string | undefined): void {
    const running = this.#running;
    this.#running = undefined;
    if (running !== undefined) this.#onResult({ job: running.job, ways: running.ways, broken });
  }
}
