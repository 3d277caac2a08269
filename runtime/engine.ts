// The course of one update: prepare, reach an update point, plan, save, commit, resume. One at a time.
import { resolve } from "node:path";
import { performance } from "node:perf_hooks";
import { isMainThread } from "node:worker_threads";
import { inForce, migrationFailed, notReached, predicted, refused, rehearsalFailed } from "./answers.js";
import { arm, disarm } from "./arming.js";
import { type Awaited, findRunning } from "./awaited/awaited.js";
import type { ApplyAnswer, ErrorAnswer, Requests, Stale, StatusAnswer } from "./contract/protocol.js";
import { writeChain } from "./control/chain.js";
import { drain } from "./control/poll.js";
import { getShared } from "./control/shared.js";
import { tell, type UpdateEvent } from "./events.js";
import { endHere, isLeavingCalls } from "./frames/ending.js";
import type { RebuiltFrame, SavedFrame } from "./frames/frames.js";
import { rehearse } from "./frames/rebuild.js";
import { park, save } from "./frames/save.js";
import { bottomOf, findSuccessor, newFrame, type Successor } from "./frames/successors.js";
import { endedWhenGoingOn, moveSuspended, suspendedInOldCode } from "./frames/suspended.js";
import { Activation } from "./load/activate.js";
import { loadPatch } from "./load/load-patch.js";
import { heldMessages } from "./messages/here.js";
import { readers } from "./messages/readers.js";
import { blockersOf, type Pending, type UpdateManner, type UpdateRequest } from "./pending.js";
import { AT_NAMED_POINTS, findHolds, landedPolicy, leavesWork, planNow } from "./plan/decide.js";
import { countStale, type FrameMove, isOfProgram, type Plan, placeOfFrame } from "./plan/plan.js";
import { type FunctionFrame, isStackReadable, readStack, type StackFrame, UnreadableStack } from "./plan/stack.js";
import { checkBase, getVersion, prepare } from "./prepare.js";
import { getWayBack } from "./probation.js";
import { Refusal } from "./refusal.js";
import { regions } from "./regions.js";
import { onModule } from "./registry.js";
import { signal, state } from "./state.js";
import { ahead, history, probation } from "./this-process.js";
import { findLineage } from "./versions/lineage.js";
import { enterAll, Work } from "./versions/work.js";
import type { World } from "./versions/world.js";

let pending: Pending | undefined;
/** True inside the engine: a request that interrupts it must not start anything. */
let busy = false;
/** An update that drives itself keeps its flags; this keeps it from reading the stack at every update point. */
let restsUntil = 0;
const REST_MS = 5;

state.onReach = reach;
state.onSave = save;
state.onPark = park;
onModule(({ js }) => {
  pending?.awaited?.disturb({ id: js, place: { file: js, line: 1, column: 0 } });
  exclusively(() => history.catchUp(js));
});
state.onMove = (...frame) => {
  if (pending?.awaited?.isHolding === true) pending.awaited.keep(...frame);
  moveSuspended(...frame, (code) => history.unitsOf(code), history.worlds);
};
readers.isHeld = () => pending?.awaited?.isHolding === true;
regions.onFree = () => {
  if (pending !== undefined) attemptWhenIdle();
};

// --- requests

/**
 * Takes some steps that an update begins with. True where none is left, or none can be taken before it begins.
 * @param id of the request that will follow
 */
export function prepareAhead(id: number, direction: UpdateRequest["direction"], path?: string): boolean {
  if (pending !== undefined || state.onCheckpoint !== undefined) return true;
  try {
    return exclusively(() => ahead.advance(id, () => ({ direction, folder: path ?? getWayBack(history.entries.at(-1)) })));
  } catch {
    return true; // told when the update begins, which finds it again
  }
}

/**
 * Starts an update. It may be over at once; undefined while it waits.
 * @param id of the request, where it was prepared ahead
 */
export function beginUpdate(request: UpdateRequest, id?: number): ApplyAnswer | undefined {
  if (pending !== undefined || state.onCheckpoint !== undefined)
    return refuse(new Refusal("UPDATE_IN_PROGRESS", "another update is under way: wait until it is in force or undone, then apply again."));
  return exclusively(() => {
    try {
      pending = prepare(request, id);
      report(pending, { step: "prepared" });
    } catch (error) {
      pending = undefined;
      const answer = refuse(error);
      if (request.isLastResort === true) probation.noteObstacle(answer);
      // Workers are asked again where they may have started in the new version already.
      const isNothing = answer.error?.code === "ALREADY_IN_FORCE" && !isMainThread;
      if (!request.dryRun && !isNothing) tell({ step: "refused", from: answer.version, to: "", answer });
      return answer;
    }
    attempt("anywhere");
    return settled();
  });
}

/** @param only goes back only from that version */
export function beginRollback(
  how: UpdateManner,
  only: Pick<Requests["rollback"], "from" | "onProbation"> = {},
  id?: number,
): ApplyAnswer | undefined {
  const { onProbation, from = onProbation } = only;
  try {
    // The main thread keeps probation: when it says that it is over, workers are asked.
    if (onProbation !== undefined && isMainThread) probation.expect(onProbation);
    if (from !== undefined) checkLeaves(from);
    const folder = getWayBack(history.entries.at(-1));
    return beginUpdate({ ...how, folder, direction: "back", isLastResort: onProbation !== undefined }, id);
  } catch (error) {
    const answer = refuse(error);
    if (onProbation !== undefined && answer.error?.code !== "NOT_ON_PROBATION") probation.noteObstacle(answer);
    return answer;
  }
}

function checkLeaves(from: string): void {
  const version = getVersion();
  if (version !== from)
    throw new Refusal("ALREADY_IN_FORCE", `version ${version} is in force, not ${from}: there is nothing to go back from.`);
}

/** Makes a version ready beside the one in force. Throws a {@link Refusal} where that cannot be done. */
export function loadBeside(folder: string): World {
  return exclusively(() => {
    history.refresh();
    const loaded = loadPatch(folder);
    checkBase(loaded.patch);
    return new Activation(history, loaded).load();
  });
}

/** Keeps the version that is on probation; `version`: only if it is that one. */
export function confirmUpdate(version?: string): ApplyAnswer {
  try {
    probation.confirm(version, history.entries);
    return { ok: true, version: history.version, pending: null, stale: [] };
  } catch (error) {
    return refuse(error);
  }
}

/** How the update under way goes; arms the update points again. Undefined while it waits. */
export function continueUpdate(): ApplyAnswer | undefined {
  if (pending === undefined) return undefined;
  return exclusively(() => {
    if (pending?.answer === undefined) attempt("anywhere");
    return settled();
  });
}

/** Ends a waiting update; the program goes on in its version. */
export function cancelUpdate(waitedMs: number): ApplyAnswer {
  const current = pending;
  if (current === undefined) return refuse(new Refusal("NOT_REACHED", "no update is under way."));
  if (current.answer === undefined) finishWith(current, refuse(notReached(current, waitedMs)));
  pending = undefined;
  return current.answer as ApplyAnswer;
}

/** Also while frames leave: an interrupt may fall between two of them, when the stack tells nothing. */
export const isBusy = (): boolean => busy || state.saving;
export const waitingFor = (): readonly Stale[] => (pending === undefined ? [] : blockersOf(pending));

/** Resolves when the update that the program itself began is over, at the latest after `timeoutMs`. */
export function whenSettled(timeoutMs: number): Promise<ApplyAnswer> {
  const current = pending;
  if (current === undefined) return Promise.resolve(refuse(new Refusal("NOT_REACHED", "no update is under way.")));
  const timer = setInterval(() => {
    const waited = performance.now() - current.started;
    if (waited > timeoutMs) cancelUpdate(waited);
    else continueUpdate();
  }, REST_MS);
  return new Promise((resolve) => {
    current.waiting.push((answer) => {
      clearInterval(timer);
      resolve(answer);
    });
  });
}

export function status(): StatusAnswer {
  return exclusively(() => {
    let error: ErrorAnswer | undefined;
    try {
      history.refresh();
    } catch (problem) {
      error = refuse(problem).error;
    }
    const [ended, held] = [endedWhenGoingOn(), heldMessages()];
    return {
      ...known(error === undefined ? history.version : ""),
      stale: staleFrames(),
      blockers: waitingFor(),
      ...(ended.length === 0 ? {} : { ended }),
      ...(held.length === 0 ? {} : { held }),
      ...(error === undefined ? {} : { error }),
    };
  });
}

/** Undefined where it does not stand at a barrier. There its new code is in its place already, but not in force. */
export function statusAtBarrier(): StatusAnswer | undefined {
  if (pending?.request.barrier?.isStanding !== true) return undefined;
  return {
    ...known(history.version),
    stale: [],
    blockers: [{ function: "the thread", at: "the barrier", count: 1, why: "it is ready, and waits for the other threads" }],
  };
}

function known(version: string): Omit<StatusAnswer, "stale" | "blockers"> {
  return {
    version,
    pending: pending?.loaded.patch.to ?? null,
    pid: process.pid,
    versions: [...new Set([...history.entries.map((e) => e.version), ...history.worlds.pinned()])],
    history: history.entries.map(({ version: entry, at, folder }) => ({
      version: entry,
      at,
      ...(folder === undefined ? {} : { patch: folder }),
    })),
    ...(probation.current === undefined ? {} : { probation: probation.current }),
    warnings: [...history.warnings, ...probation.warnings],
  };
}

/** Frames that run code older than the version in force. */
function staleFrames(): Stale[] {
  const frames = readStack(history.locate).filter((f): f is FunctionFrame => f.kind === "function");
  const old = frames.filter(({ location }) => findLineage(location.code, location.fn)?.isNewest(location.code.version) === false);
  const running = countStale(old, "a call that began before the update is still in its old code");
  return [...running, ...history.worlds.list("older"), ...suspendedInOldCode(history.files())];
}

export const isUpdating = (): boolean => pending !== undefined;

/** An interrupt meanwhile starts nothing. */
export function exclusively<T>(action: () => T): T {
  const outer = busy;
  busy = true;
  try {
    return action();
  } finally {
    busy = outer;
  }
}

// --- reach

/** Called by emitted code at an update point while one is wanted. */
function reach(deliver: () => unknown): void {
  if (state.poll[0] !== 0) drain();
  if (history.updatePoints === "named") return;
  if (reachUpdatePoint(deliver)) throw signal;
}

/**
 * Lets a waiting update use this moment.
 * @param deliver gives the newest frame the result of the call it stands in
 * @returns true where the frames above are to be unwound: the caller throws the signal
 */
export function reachUpdatePoint(deliver: () => unknown): boolean {
  const isHeld = pending?.awaited?.isHolding === true;
  if (busy || state.saving || isHeld || isLeavingCalls() || restsUntil > performance.now() || !isStackReadable()) return false;
  if (pending !== undefined && readers.areUnderWay) return false;
  disarm();
  if (pending === undefined || pending.answer !== undefined) return exclusively(() => state.onCheckpoint?.(deliver) ?? false);
  return exclusively(() => attempt("point", deliver));
}

/** Tries to make the pending update now. Never throws. */
function attempt(at: "point" | "event-loop" | "anywhere", deliver: () => unknown = () => undefined): boolean {
  const atPoint = at === "point";
  const current = pending;
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
    const stack = readStack(history.locate);
    const moment = current.request.dryRun ? "predict" : atPoint ? "point" : "anywhere";
    const held = findHolds(current);
    // Between two update points the program may be in the middle of anything: only a stack without its frames is as good as a point.
    if (held === undefined && moment === "anywhere" && stack.some(({ kind }) => kind === "function")) return comeBack(stack);
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
    if (!busy && !state.saving) exclusively(() => attempt("event-loop"));
  });
  return false;
}

function comeBack(stack: readonly StackFrame[]): false {
  arm(stack);
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

function setBlockers(current: Pending, blockers: readonly Stale[], code: string | undefined): void {
  if (hasChanged(current.blockers, blockers)) report(current, { step: "waiting", blockers });
  current.blockers = blockers;
  current.refusedCode = code;
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
  restsUntil = performance.now() + REST_MS;
  arm(stack);
}

let isQueued = false;

/** A busy program may never be met idle by the helper thread, although its stack is empty between any two of its tasks. */
function attemptWhenIdle(): void {
  if (isQueued) return;
  isQueued = true;
  queueMicrotask(() => {
    isQueued = false;
    if (!busy && !state.saving) exclusively(() => attempt("anywhere"));
  });
}

// --- save, commit, resume

type MovePlan = Extract<Plan, { kind: "move" }>;

function beginSave(current: Pending, plan: MovePlan, began: number, deliver: () => unknown): boolean {
  const successors = plan.frames.map((move) => findSuccessor(history, move));
  for (const way of ["next", "back"] as const) {
    const problem = rehearse(successors.map((s) => ({ ...s[way], values: [] })));
    if (problem !== undefined) throw rehearsalFailed(problem, successors.length);
  }
  report(current, { step: "saving", frames: successors.length });
  state.save = {
    expected: plan.frames.map(({ location }) => location.fn),
    saved: [],
    inTrampoline: plan.inTrampoline,
    bottom: bottomOf(plan.frames),
    deliver: () => (current.answer?.ok === true && hasEnd(plan) ? endHere() : deliver()),
    finish: (saved) => exclusively(() => resumeFrames(current, plan, successors, saved, began)),
  };
  state.saving = true;
  return true;
}

/** Some call of it does not go on: then the newest frame is that call's, or stands above it. */
const hasEnd = ({ frames }: MovePlan): boolean => frames.some(({ way }) => way?.ending !== undefined);

/** All frames are saved: commit and give the new ones, or undo and give the old ones. */
function resumeFrames(
  current: Pending,
  plan: MovePlan,
  successors: readonly Successor[],
  saved: readonly SavedFrame[],
  began: number,
): RebuiltFrame[] {
  try {
    const frames = successors.map((successor, index) => newFrame(successor, saved[index] as SavedFrame));
    commit(current, began, plan.frames, plan.active);
    return frames;
  } catch (error) {
    finishWith(current, refuse(error instanceof Refusal ? error : migrationFailed(error as Error)));
    return successors.map((successor, index) => ({ ...successor.back, ...(saved[index] as SavedFrame) }));
  }
}

function commit(current: Pending, began: number, moves: readonly FrameMove[], active: readonly Stale[], left?: World): void {
  current.activation.commit(landedPolicy(current), left, () => passBarrier(current));
  const { patch, folder } = current.loaded;
  if (current.request.direction === "back") history.entries.pop();
  else
    history.entries.push({
      version: patch.to,
      at: new Date().toISOString(),
      order: history.order,
      folder,
      root: patch.build === undefined ? undefined : resolve(folder, patch.build),
    });
  if (isMainThread) writeChain(getShared().chain, history.chain);
  const entered = probation.enter(current.request, history.entries);
  const stale = [...active, ...findSuspended()];
  finishWith(current, { ...inForce(current, { began, ended: performance.now() }, moves, stale), ...entered });
}

function passBarrier({ request }: Pending): void {
  if (request.barrier?.pass() === false)
    throw new Refusal("BARRIER", "not all threads came to the point where they could make the update together: all go on as they were.");
}

/** The update is in force, whether or not it can be told what still runs old code. */
function findSuspended(): readonly Stale[] {
  try {
    return suspendedInOldCode(history.files());
  } catch (error) {
    history.warnings.push(`it is not known which suspended calls run old code: ${(error as Error).message}`);
    return [];
  }
}

// --- the end

function finishWith(current: Pending, answer: ApplyAnswer): void {
  current.answer = answer;
  if (!answer.ok) current.activation.abandon();
  if (!answer.ok && current.request.isLastResort === true) probation.noteObstacle(answer);
  current.awaited?.end();
  restsUntil = 0;
  disarm();
  regions.release();
  if (current.request.drivenBy === "engine" && current.waiting.length > 0) pending = undefined;
  for (const resolve of current.waiting.splice(0)) resolve(answer);
  report(current, { step: answer.ok ? "in-force" : "refused", answer });
}

type Step<Event = UpdateEvent> = Event extends UpdateEvent ? Omit<Event, "from" | "to"> : never;

/** A dry run changes nothing, so there is nothing to tell of. */
function report({ request, loaded }: Pending, step: Step): void {
  const { from, to } = loaded.patch;
  if (!request.dryRun) tell({ ...step, from, to } as UpdateEvent);
}

const hasChanged = (before: readonly Stale[], now: readonly Stale[]): boolean => JSON.stringify(before) !== JSON.stringify(now);

/** The answer of an update that is over; it is not pending any more. */
function settled(): ApplyAnswer | undefined {
  const answer = pending?.answer;
  if (answer === undefined) return undefined;
  pending = undefined;
  return answer;
}

const refuse = (error: unknown): ApplyAnswer => refused(error, versionOrNothing(), pending);

function versionOrNothing(): string {
  try {
    return history.version;
  } catch {
    return "";
  }
}
