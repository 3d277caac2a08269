// Decides, from the stack and a patch, what one update would do at this moment. Pure: it looks at nothing and changes nothing.

import { type FunctionDescriptor, showPlace } from "../contract/build.js";
import type { CallPolicy } from "../contract/patch.js";
import type { EndedCall, MovedFrame, Policy, Stale } from "../contract/protocol.js";
import { type Ending, findWay, lastStep, mayFinishOld, type NoWay, type Step, type TakenStep, type Way } from "../frames/way.js";
import type { Location } from "../load/code.js";
import { oncePer } from "../once-per.js";
import { findLineage, type Lineage } from "../versions/lineage.js";
import { describeImplicitCall } from "./implicit-calls.js";
import { blocker, countStale, type ForeignFrame, foreignBlocker, placeOfFrame, placeOfPoint } from "./places.js";
import type { FunctionFrame, StackFrame } from "./stack.js";

/** One frame that is to be saved and entered again. */
export interface FrameMove {
  readonly location: Location;
  /** Absent for an unchanged function that only stands above a changed one. */
  readonly way?: Way;
  /** It stands above a call that ends, and ends with it. */
  readonly isLeft?: true;
}

export type Plan =
  /** No frame has to move. `active` run on in old code where the policy leaves them; `pins`: the whole stack is part of one of them. */
  | { readonly kind: "switch"; readonly active: readonly Stale[]; readonly pins?: true }
  | {
      readonly kind: "move";
      /** Newest first. */
      readonly frames: readonly FrameMove[];
      readonly inTrampoline: boolean;
      /** What runs on in old code. */
      readonly active: readonly Stale[];
    }
  /** Not here, not now. */
  | { readonly kind: "wait"; readonly blockers: readonly Stale[]; readonly code?: string };

export interface PlanInput {
  /** Newest first. */
  readonly stack: readonly StackFrame[];
  readonly policy: Exclude<Policy, "drain">;
  /**
   * `point`: the newest frame stands at an update point. `anywhere`: nothing can be unwound from here.
   * `predict`: as if the newest frame had just come to its next update point.
   */
  readonly moment: "point" | "anywhere" | "predict";
  changeOf(lineage: Lineage): Step | undefined;
  /** Whether what is on the stack can be pinned to its version, and nothing else with it. */
  readonly canPinStack: boolean;
  /** Whether calls that end in old code are to be kept apart one by one, each with what it calls. */
  readonly pinsCalls: boolean;
  /** The version that the work on the stack is pinned to. */
  readonly pinnedTo?: string | undefined;
}

/** Frames that stand at one place are one object: what is decided of them is decided once. */
interface Planning extends PlanInput {
  readonly places: ReadonlySet<StackFrame>;
  /** The change that a frame is to follow, if any. */
  changeAt(frame: FunctionFrame): Step | undefined;
}

export function planUpdate(given: PlanInput): Plan {
  const input: Planning = { ...given, places: new Set(given.stack), changeAt: oncePer((frame) => changeOf(frame, given)) };
  const active = findActive(input);
  const byPolicy = (policy: CallPolicy): ReadonlySet<StackFrame> => new Set(active.filter((frame) => policyOf(frame, input) === policy));
  const [left, awaited] = [byPolicy("finish-old"), byPolicy("when-inactive")];
  if (awaited.size > 0) return { kind: "wait", blockers: countOn(input, awaited) };
  const scope = input.policy === "finish-old" ? findScope(input) : undefined;
  if (scope !== undefined) return { kind: "wait", blockers: [scope] };
  if (left.size > 0 && input.pinsCalls) {
    if (isPartOfLeft(input, left, active)) return { kind: "switch", active: countOn(input, new Set(active)), pins: true };
    const begun = [...left].filter((frame) => frame.kind === "function" && isSuspendable(frame));
    if (begun.length > 0) return { kind: "wait", blockers: countOn(input, new Set(begun), BEGUN) };
  }
  const moving = new Set<StackFrame>(active.filter((frame) => !left.has(frame)));
  if (moving.size === 0) return { kind: "switch", active: countOn(input, left, LEFT) };
  if (input.pinnedTo !== undefined)
    return { kind: "wait", blockers: countOn(input, moving, `it is part of work that is pinned to version ${input.pinnedTo}`) };
  return planMove(input, moving, countOn(input, left, LEFT));
}

const LEFT = "it ends in its old code, and what it calls is new (policy finish-old)";
const BEGUN =
  "it is to end in its old code, with all that it calls, and its caller is not: it can be kept apart when it is suspended for the first time";

/** Whether all that is on the stack was called by a call that ends in old code, and nothing was decided for any of it otherwise. */
function isPartOfLeft(input: Planning, left: ReadonlySet<StackFrame>, active: readonly FunctionFrame[]): boolean {
  const oldest = input.stack.findLast(isOfProgram);
  const isDecidedElse = (frame: FunctionFrame): boolean => isDecided(frame, input) && !left.has(frame);
  return oldest !== undefined && left.has(oldest) && findScope(input) === undefined && !active.some(isDecidedElse);
}

/** The word of the patch's author beats that of who applies the patch. */
const policyOf = (frame: FunctionFrame, input: Planning): CallPolicy => input.changeAt(frame)?.patch.policy ?? input.policy;

/** What is on the stack ends in its version, unless Node forgets on the way down which version that is. */
function findScope({ stack, canPinStack }: PlanInput): Stale | undefined {
  const newest = canPinStack ? undefined : stack.find(isOfProgram);
  if (newest !== undefined) return { ...placeOfFrame(newest), count: 1, why: UNPINNABLE };
  const scope = stack.findLastIndex((frame) => frame.kind === "foreign" && isAsyncScope(frame));
  if (scope < 0 || !stack.slice(scope + 1).some(isOfProgram)) return undefined;
  const frame = stack[scope] as ForeignFrame;
  return foreignBlocker(
    frame,
    `\`${frame.name}\` ends an asynchronous context when it returns, and with it the pin of the calls below it: they can be left when it has returned`,
  );
}

const UNPINNABLE =
  "it is running, and in this process (before Node 24, or without its AsyncContextFrame) a pin would not end with the callback that runs: it can be left when it is suspended or over";

const isAsyncScope = ({ file, name }: ForeignFrame): boolean => file.startsWith("node:") && name.endsWith("runInAsyncScope");

/** Code of the program or of a package, not of Node. */
export const isOfProgram = (frame: StackFrame): boolean =>
  frame.kind === "function" || (frame.kind === "foreign" && frame.file !== "" && !frame.file.startsWith("node:"));

/** Places at which frames of functions stand that the patch changes. */
function findActive(input: Planning): FunctionFrame[] {
  return [...input.places].filter((frame): frame is FunctionFrame => frame.kind === "function" && input.changeAt(frame) !== undefined);
}

const countOn = ({ stack }: PlanInput, places: ReadonlySet<StackFrame>, why?: string): Stale[] =>
  places.size === 0
    ? []
    : countStale(
        stack.filter((frame): frame is FunctionFrame => frame.kind === "function" && places.has(frame)),
        why,
      );

function changeOf(frame: FunctionFrame, input: PlanInput): Step | undefined {
  const lineage = findLineage(frame.location.code, frame.location.fn);
  return lineage === undefined || mayFinishOld(missedBy(frame)) ? undefined : input.changeOf(lineage);
}

const missedBy = ({ location: { code, fn } }: FunctionFrame): readonly TakenStep[] => findLineage(code, fn)?.stepsAfter(code) ?? [];

function planMove(input: Planning, active: ReadonlySet<StackFrame>, left: readonly Stale[]): Plan {
  const { stack } = input;
  const oldest = stack.findLastIndex((frame) => active.has(frame));
  const end = findOldestEnd(oldest, input);
  const moveOf = movesBy(input);
  const moves: FrameMove[] = [];
  const blockers: Stale[] = [];
  let code: string | undefined;
  const newest = stack.findIndex((frame) => frame.kind === "function");
  for (let index = 0; index <= oldest; index++) {
    const frame = stack[index] as StackFrame;
    if (frame.kind === "shell" || frame.kind === "trampoline") continue;
    if (input.moment === "predict" && index <= newest && isBetweenPoints(frame)) {
      if (frame.kind === "function") moves.push(predictedMove(frame, input, index < end));
      continue;
    }
    if (frame.kind === "foreign") {
      blockers.push(foreignBlocker(frame, foreignReason(frame, stack[oldest] as FunctionFrame)));
      continue;
    }
    const found = frame.location.point === 0 ? whyStuck(frame, stack[index - 1]) : moveOf(frame, index < end);
    if ("location" in found && index < oldest && isSuspendable(found)) blockers.push(blocker(frame, NOT_SUSPENDED));
    else if ("location" in found) moves.push(found);
    else {
      blockers.push(blocker(frame, found.why));
      code ??= found.code;
    }
  }
  if (blockers.length > 0) return { kind: "wait", blockers, ...(code === undefined ? {} : { code }) };
  if (input.moment === "anywhere") return { kind: "wait", blockers: countOn(input, active) };
  return { kind: "move", frames: moves, inTrampoline: stack[oldest + 1]?.kind === "trampoline", active: left };
}

const NOT_SUSPENDED = "it has not been suspended yet, and its caller below it changes: the caller can move when it has";

/** Index of the oldest frame whose call ends, -1 without one: every call above it ends with it. */
function findOldestEnd(oldest: number, input: Planning): number {
  const ends = [...input.places].filter((frame) => frame.kind === "function" && endingOf(frame, input) !== undefined);
  return ends.length === 0 ? -1 : input.stack.findLastIndex((frame, index) => index <= oldest && ends.includes(frame));
}

function endingOf(frame: FunctionFrame, input: Planning): Ending | undefined {
  const policy = policyOf(frame, input);
  if (frame.location.point === 0) return input.moment === "predict" && isEnding(policy) && isDecided(frame, input) ? policy : undefined;
  const way = findWay(frame.location.point, stepsOf(frame, input));
  return "ending" in way ? way.ending : undefined;
}

const isEnding = (policy: CallPolicy): policy is Ending => policy === "restart" || policy === "abort";
const isDecided = (frame: FunctionFrame, input: Planning): boolean => input.changeAt(frame)?.patch.policy !== undefined;

/** A frame that was interrupted between two points will stand at one when the update is made. */
function predictedMove(frame: FunctionFrame, input: Planning, isLeft: boolean): FrameMove {
  const { location } = frame;
  if (isLeft) return { location, isLeft };
  const ending = endingOf(frame, input);
  return ending === undefined ? { location } : { location, way: { point: 0, ending, legs: [] } };
}

/** An async function or generator leaves by its own promise or iterator: nothing below it can be unwound through it. */
const isSuspendable = ({ location }: FrameMove): boolean => location.code.functions[location.fn]?.kind !== "sync";

/** What interrupted the program, and the frame that was interrupted between two points. */
const isBetweenPoints = (frame: StackFrame): boolean =>
  frame.kind === "foreign" || (frame.kind === "function" && frame.location.point === 0);

/** Why no frame can be saved between two points. `above` is the next newer one. */
const whyStuck = (frame: FunctionFrame, above: StackFrame | undefined): NoWay =>
  whyUnmovable(frame) ?? {
    why: `it waits for ${describeImplicitCall(above)}, which is no update point: it can move when that has returned`,
  };

function whyUnmovable({ location: { code, fn } }: FunctionFrame): NoWay | undefined {
  const { unmovable } = code.functions[fn] as FunctionDescriptor;
  if (unmovable !== undefined) return { why: `a running call of it cannot be moved: ${unmovable}` };
  if (code.module.isOneOfSeveral) return { why: "its file was loaded more than once, and nothing tells to which instance a call belongs" };
  return undefined;
}

/** Frames at one point move as one; those that are left do so with the call that ends below them. */
function movesBy(input: Planning): (frame: FunctionFrame, isLeft: boolean) => FrameMove | NoWay {
  const leave = oncePer((frame: FunctionFrame) => whyUnmovable(frame) ?? ({ location: frame.location, isLeft: true } as const));
  const goOn = oncePer((frame: FunctionFrame) => whyUnmovable(frame) ?? findMove(frame, input));
  return (frame, isLeft) => (isLeft ? leave(frame) : goOn(frame));
}

function findMove(frame: FunctionFrame, input: Planning): FrameMove | NoWay {
  const { location } = frame;
  const steps = stepsOf(frame, input);
  if (steps.length === 0) return { location };
  const way = findWay(location.point, steps);
  return "why" in way ? way : { location, way };
}

/** The changes that a frame is to follow; none where it is to end in its old code. */
function stepsOf(frame: FunctionFrame, input: Planning): readonly Step[] {
  const missed = missedBy(frame);
  const change = input.changeAt(frame);
  if (mayFinishOld(missed) || (change !== undefined && policyOf(frame, input) === "finish-old")) return [];
  if (change === undefined) return missed;
  return [...missed, isEnding(input.policy) ? { ...change, otherwise: input.policy } : change];
}

function foreignReason({ name }: ForeignFrame, { location: { code, fn } }: FunctionFrame): string {
  const below = code.functions[fn]?.id ?? "?";
  return `\`${name}\` is not updatable code, and \`${below}\` below it changes: it can move when \`${name}\` has returned`;
}

/** Frames of one function that stood at one place are one line of an answer. */
export function describeEnded(frames: readonly FrameMove[]): EndedCall[] {
  const lines = new Map<string, EndedCall>();
  for (const { location, way } of frames.filter(isEnded)) {
    const fn = location.code.functions[location.fn] as FunctionDescriptor;
    const at = showPlace(placeOfPoint(fn, location.point));
    const key = `${fn.id} ${at}`;
    const how = way?.ending === "restart" ? "restarted" : "aborted";
    lines.set(key, { function: fn.id, at, how, count: (lines.get(key)?.count ?? 0) + 1 });
  }
  return [...lines.values()];
}

const isEnded = ({ way }: FrameMove): boolean => way?.ending !== undefined;

export function describeMoves(frames: readonly FrameMove[]): MovedFrame[] {
  const describe = oncePer((move: FrameMove): readonly MovedFrame[] => {
    const { location, way, isLeft } = move;
    if (isLeft || isEnded(move)) return [];
    const fn = location.code.functions[location.fn] as FunctionDescriptor;
    const from = placeOfPoint(fn, location.point);
    const next = way && lastStep(way)?.next;
    return [{ function: next?.id ?? fn.id, from, to: next === undefined || way === undefined ? from : placeOfPoint(next, way.point) }];
  });
  return frames.flatMap((move) => describe(move));
}
