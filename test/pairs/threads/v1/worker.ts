import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parentPort, Worker, workerData } from "node:worker_threads";
import { pause } from "./pause.js";
import { say } from "./say.js";
import { version } from "./version.js";

const DEPTH = 200;

function loop(): void {
  for (let turns = 1; ; turns++) {
    if (turns % 20 === 0) say(`loop v1 ${turns}`);
    pause(2);
  }
}

async function wait(): Promise<void> {
  for (let turns = 1; ; turns++) {
    if (turns % 20 === 0) say(`await v1 ${turns}`);
    await sleep(2);
  }
}

function dive(depth: number): number {
  if (depth > 0) return dive(depth - 1) + 1;
  say("deep is down");
  while (version() === 1) pause(2);
  return 0;
}

function idle(): void {
  parentPort?.on("message", () => say(`idle v1 ${version()}`));
  say("idle is ready");
}

class Meter {
  turns = 0;

  read(): string {
    this.turns++;
    return `${this.turns}`;
  }
}

/** Its class changes, which only a class that exists can be given. */
function measure(): void {
  const meter = new Meter();
  parentPort?.on("message", () => say(`meter v1 ${meter.read()}`));
  say("meter is ready");
}

/** A synchronous call that cannot be interrupted. */
function block(ms: number): void {
  for (;;) {
    say("blocked is blocked");
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
  }
}

function nest(situation: string): void {
  new Worker(join(dirname(process.argv[1] ?? ""), "worker.js"), { workerData: situation, name: `inner ${situation}` });
}

function run(situation: string): void {
  if (situation === "idle") idle();
  if (situation === "loop") loop();
  if (situation === "await") void wait();
  if (situation === "meter") measure();
  if (situation === "deep") say(`deep ${dive(DEPTH)}`);
  if (situation === "blocked") block(3_000);
  if (situation.startsWith("nest-")) nest(situation.slice("nest-".length));
  parentPort?.ref();
}

run(workerData as string);
