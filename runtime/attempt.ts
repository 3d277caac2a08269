// Tries to make the update under way: at an update point, when the program is idle, or wherever it was interrupted.
import { performance } from "node:perf_hooks";
import { predicted } from "./answers.js";
import { arm, armModules, disarm } from "./arming.js";
import { type Awaited, findRunning } from "./awaited/awaited.js";
import { beginSave, commit } from "./commit.js";
import { course, exclusively, finishWith, isBusy, REST_MS, refuse, setBlockers } from "./course.js";
import { isLeavingCalls } from "./frames/ending.js";
import { readers } from "./messages/readers.js";
import type { Pending } from "./pending.js";
import { AT_NAMED_POINTS, findHolds, leavesWork, planNow } from "./plan/decide.js";
import { placeOfFrame } from "./plan/places.js";
import { isOfProgram, type Plan } from "./plan/plan.js";
import { isStackReadable, readFiles, readStack, type StackFrame, UnreadableStack } from "./plan/stack.js";
import { regions } from "./regions.js";
import { state } from "./state.js";
import { history } from "./this-process.js";
import { enterAll, Work } from "./versions/work.js";
import type { World } from "./versions/world.js";

/**
 * Lets a waiting update use this moment.
 * @param deliver gives the newest frame the result of the call it stands in
 * @returns true where the frames above are to be unwound: the caller throws the signal
 */
export function reachUpdatePoint(deliver: () => unknown): boolean {
  const isHeld = course.pending?.awaited?.isHolding === true;
  if (isBusy() || isHeld || isLeavingCalls() || course.restsUntil > performance.now() || !isStackReadable()) return false;
  if (course.pending !== undefined && readers.areUnderWay) return false;
  disarm();
  if (course.pending === undefined || course.pending.answer !== undefined) return exclusively(() => state.onCheckpoint?.(deliver) ?? false);
  return exclusively(() => attempt("point", deliver));
}

/** Tries to make the pending update now. Never throws. */
export function attempt(at: "point" | "event-loop" | "anywhere", deliver: () => unknown = () => undefined): boolean {
  const atPoint = at === "point";
  const current = course.pending;
  if (current === undefined || current.answer !== undefined || current.awaited?.isRunning === true) return false;
  if (!atPoint && !current.request.dryRun && history.updatePoints === "named") {
    current.blockers = AT_NAMED_POINTS;
    return false;
  }
  if (!atPoint && readers.areUnderWay) {
    attemptWhenIdle();
    return false;
  }
  const began = performance.now();
  try {
    const moment = current.request.dryRun ? "predict" : atPoint ? "point" : "anywhere";
    const held = findHolds(current);
    // Between two update points the program may be in the middle of anything: only a stack without its frames is as good as a point.
    const files = held === undefined && moment === "anywhere" ? readFiles(history.locate) : NONE;
    if (files.size > 0) return comeBack(files);
    const stack = readStack(history.locate);
    if (moment === "anywhere" && at === "anywhere" && current.request.barrier !== undefined) return comeToBarrier();
    const plan = held ?? (current.awaited && findRunning(stack)) ?? planNow(current, stack, moment);
    if (moment !== "predict") return carryOut(current, plan, stack, began, deliver);
    finishWith(current, predicted(current, plan, history.version));
  } catch (error) {
    if (error instanceof UnreadableStack) waitForStack(current, error);
    else finishWith(current, refuse(error));
  }
  return false;
}

/** An idle program would be asked without end if its stack can never be read: so a little later. */
function waitForStack(current: Pending, { message }: UnreadableStack): void {
  current.retries++;
  current.blockers = [{ function: "Error", at: "builtin", count: 1, why: message }];
  current.refusedCode = "STACK_UNREADABLE";
  if (current.request.drivenBy === "engine") setTimeout(() => exclusively(() => attempt("anywhere")), REST_MS).unref();
}

let isComing = false;

/** Not in the middle of a message: while a thread stands at a barrier within one, no other comes through, for the main thread not even to workers. */
function comeToBarrier(): false {
  if (isComing) return false;
  isComing = true;
  setImmediate(() => {
    isComing = false;
    if (!isBusy()) exclusively(() => attempt("event-loop"));
  });
  return false;
}

const NONE: ReadonlySet<string> = new Set();

function comeBack(files: ReadonlySet<string>): false {
  const code = history.files().filter(({ file }) => files.has(file));
  armModules(code.map(({ module }) => module));
  attemptWhenIdle();
  return false;
}

function carryOut(current: Pending, plan: Plan, stack: readonly StackFrame[], began: number, deliver: () => unknown): boolean {
  if (plan.kind === "wait") {
    current.retries++;
    current.awaited?.end();
    setBlockers(current, plan.blockers, plan.code);
    // The end of the last transaction asks again by itself; what is pinned is over when it is garbage. An idle process would ask without end.
    if (plan.code === "TRANSACTION") regions.hold();
    else if (plan.code !== "PINNED_STATE") waitFor(stack, current);
    return false;
  }
  if (current.awaited?.isSettled === false) {
    awaitTransformers(current, current.awaited);
    return false;
  }
  current.awaited?.take();
  current.activation.link();
  if (plan.kind === "switch") {
    const isWhole = leavesWork(current);
    const before = isWhole || plan.pins === true ? history.world : undefined;
    commit(current, began, [], plan.active, isWhole ? before : undefined);
    if (isWhole) regions.pinAll(history.locate, (work, place) => history.worlds.pin(work, before as World, place));
    if (before !== undefined) pinStack(before, stack);
    return false;
  }
  return beginSave(current, plan, began, deliver);
}

/** What is on the stack goes on at its version, with all that it calls and starts. */
function pinStack(world: World, stack: readonly StackFrame[]): void {
  const newest = stack.find(isOfProgram);
  if (newest !== undefined) enterAll(history.worlds.pin(new Work(world), world, placeOfFrame(newest)));
}

/** The stack is empty: nothing of the program goes on until they have settled. */
function awaitTransformers(current: Pending, awaited: Awaited): void {
  setBlockers(current, awaited.blockers, undefined);
  awaited.run((problem) =>
    exclusively(() => {
      if (problem !== undefined) return finishWith(current, refuse(problem));
      if (!awaited.isSettled) current.retries++;
      attempt("anywhere");
      if (awaited.isSettled && current.answer === undefined) awaited.end();
    }),
  );
}

function waitFor(stack: readonly StackFrame[], { request }: Pending): void {
  attemptWhenIdle();
  if (request.drivenBy !== "engine") return;
  course.restsUntil = performance.now() + REST_MS;
  arm(stack);
}

let isQueued = false;

/** A busy program may never be met idle by the helper thread, although its stack is empty between any two of its tasks. */
export function attemptWhenIdle(): void {
  if (isQueued) return;
  isQueued = true;
  queueMicrotask(() => {
    isQueued = false;
    if (!isBusy()) exclusively(() => attempt("anywhere"));
  });
}
