// A program with a control socket and a made-up runtime: how an `apply` goes is told by the last part of its patch path.
//
//   node program.ts MODE     MODE: idle | loop | poll-idle | poll-loop | blocked | exit | throw | end
//
// `loop` modes never return to the event loop. Everything that the program thread was asked is in the `warnings` of `status`.
import { spawnSync } from "node:child_process";
import { basename } from "node:path";
import type { ApplyAnswer, ControlMessage, ControlReply, ErrorAnswer, Stale } from "../../dist/runtime/contract/protocol.js";
import { type Listener, listen } from "../../dist/runtime/control/listen.js";
import { drain } from "../../dist/runtime/control/poll.js";
import { state } from "../../dist/runtime/state.js";

const mode = process.argv[2] ?? "idle";
const asked: string[] = [];
const effects: string[] = [];
const waiting = new Map<number, { readonly land: number; ticks: number }>();
const blocker: Stale = { function: "serve", at: "src/server.ts:31:2", count: 1, why: "it is active" };
let pending: string | null = null;

function handle(message: ControlMessage): ControlReply {
  if (message.kind === "prepare") return done(message.id, { ok: true, version: "v1" });
  asked.push(message.kind);
  switch (message.kind) {
    case "status":
      return handleStatus(message.id);
    case "apply":
      return handleApply(message.id, message.params.path);
    case "rollback":
    case "confirm":
    case "checkpoint":
    case "stop":
      return done(message.id, { ok: true, version: "v0" });
    case "tick":
      return handleTick(message.id);
    case "cancel":
      return refuse(message.id, { code: "NOT_REACHED", message: `not reached in ${message.waitedMs} ms`, at: blocker.at });
  }
}

function handleStatus(id: number): ControlReply {
  const rest = { versions: ["v1"], blockers: [], history: [{ version: "v1", at: "now" }], warnings: [...asked, ...effects] };
  return { kind: "done", id, answer: { version: "v1", pending, stale: [], pid: process.pid, ...rest } };
}

function handleApply(id: number, path: string): ControlReply {
  const [action = "", number = "0"] = basename(path).split("-");
  switch (action) {
    case "now":
      return done(id, { ok: true, version: "v2", moved: [], replaced: ["serve"] });
    case "after":
      return wait(id, Number(number));
    case "never":
      return wait(id, Number.POSITIVE_INFINITY);
    case "refuse":
      return refuse(id, { code: "WRONG_BASE", message: "the patch is for another build", at: "src/a.ts:1:0" });
    case "throw":
      throw new Error("made to fail");
    case "exit":
      return process.exit(7);
    case "kill":
      process.kill(process.pid, "SIGKILL");
      return wait(id, Number.POSITIVE_INFINITY);
    case "microtask":
      queueMicrotask(() => effects.push("microtask ran"));
      process.nextTick(() => effects.push("tick ran"));
      return done(id, { ok: true, version: "v2" });
    default:
      throw new Error(`no such action: ${action}`);
  }
}

function wait(id: number, land: number): ControlReply {
  waiting.set(id, { land, ticks: 0 });
  pending = "v2";
  return { kind: "waiting", id, blockers: [blocker] };
}

function handleTick(id: number): ControlReply {
  const update = waiting.get(id);
  if (update === undefined) throw new Error("tick without an update");
  update.ticks++;
  if (update.ticks < update.land) return { kind: "waiting", id, blockers: [{ ...blocker, count: update.ticks }] };
  return done(id, { ok: true, version: "v2", retries: update.ticks });
}

function done(id: number, answer: Pick<ApplyAnswer, "ok" | "version"> & Partial<ApplyAnswer>): ControlReply {
  pending = null;
  return { kind: "done", id, answer: { pending: null, stale: [], ...answer } };
}

function refuse(id: number, error: ErrorAnswer): ControlReply {
  return done(id, { ok: false, version: "v1", error, blockers: [blocker] });
}

const socket = process.env["TEST_SOCKET"] ?? "";
const updatePoints = mode.startsWith("poll") ? "poll" : "interrupt";
const listener: Listener = listen({ socket, updatePoints }, handle);
start();

function start(): void {
  if (mode === "loop") loop(() => {});
  if (mode === "poll-loop")
    loop(() => {
      if (state.poll[0] !== 0) drain();
    });
  if (mode.endsWith("idle")) setInterval(() => {}, 1 << 30);
  if (mode === "blocked") setInterval(() => spawnSync("sleep", ["4"]), 0);
  if (mode === "exit") void listener.ready().then(() => setTimeout(() => process.exit(3), 1_000));
  if (mode === "throw") void listener.ready().then(() => setTimeout(fail, 1_000));
  if (mode === "end") void listener.ready().then(() => setTimeout(() => console.log("the end"), 1_000));
  if (mode === "twice") tellOutcomes(listener, listen({ socket: `${socket}2` }, handle));
  if (mode === "tell") tellOutcomes(listener);
  if (mode === "close") void closeSoon();
}

function loop(body: () => void): never {
  const counter = { turns: 0 };
  for (;;) {
    counter.turns++;
    body();
  }
}

function fail(): never {
  throw new Error("the program's own failure");
}

async function closeSoon(): Promise<void> {
  await listener.ready();
  listener.close();
  console.log("closed");
}

function tellOutcomes(...listeners: readonly Listener[]): void {
  for (const each of listeners) void each.ready().then((outcome) => console.log(JSON.stringify(outcome)));
}
