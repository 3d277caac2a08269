// Decides, from the stack and a patch, what one update would do at this moment. Pure: it looks at nothing and changes nothing.

import { type FunctionDescriptor, showPlace } from "../contract/build.js";
import type { CallPolicy } from "../contract/patch.js";
import type { EndedCall, MovedFrame, Policy, Stale } from "../contract/protocol.js";
import { type Ending, findWay, lastStep, mayFinishOld, type NoWay, type Step, type TakenStep, type Way } from "../frames/way.js";
import type { Location } from "../load/code.js";
import { findLineage, type Lineage } from "../versions/lineage.js";
import { describeImplicitCall } from "./implicit-calls.js";
import { placeOfPoint } from "./places.js";
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

export function planUpdate(input: PlanInput): Plan {
  const active = findActive(input);
  const byPolicy = (policy: CallPolicy): FunctionFrame[] => active.filter((frame) => policyOf(frame, input) === policy);
  const [left, awaited] = [byPolicy("finish-old"), byPolicy("when-inactive")];
  if (awaited.length > 0) return { kind: "wait", blockers: countStale(awaited) };
  const scope = input.policy === "finish-old" ? findScope(input) : undefined;
  if (scope !== undefined) return { kind: "wait", blockers: [scope] };
  if (left.length > 0 && input.pinsCalls) {
    if (isPartOfLeft(input, left, active)) return { kind: "switch", active: countStale(active), pins: true };
    const begun = left.filter((frame) => isSuspendable({ location: frame.location }));
    if (begun.length > 0) return { kind: "wait", blockers: countStale(begun, BEGUN) };
  }
  const moving = active.filter((frame) => !left.includes(frame));
  if (moving.length === 0) return { kind: "switch", active: countStale(left, LEFT) };
  if (input.pinnedTo !== undefined)
    return { kind: "wait", blockers: countStale(moving, `it is part of work that is pinned to version ${input.pinnedTo}`) };
  return planMove(input, moving, countStale(left, LEFT));
}

const LEFT = "it ends in its old code, and what it calls is new (policy finish-old)";
const BEGUN =
  "it is to end in its old code, with all that it calls, and its caller is not: it can be kept apart when it is suspended for the first time";

/** Whether all that is on the stack was called by a call that ends in old code, and nothing was decided for any of it otherwise. */
function isPartOfLeft(input: PlanInput, left: readonly FunctionFrame[], active: readonly FunctionFrame[]): boolean {
  const oldest = input.stack.findLast(isOfProgram);
  const isDecidedElse = (frame: FunctionFrame): boolean => isDecided(frame, input) && !left.includes(frame);
  return left.some((frame) => frame === oldest) && findScope(input) === undefined && !active.some(isDecidedElse);
}

/** The word of the patch's author beats that of who applies the patch. */
const policyOf = (frame: FunctionFrame, input: PlanInput): CallPolicy => changeOf(frame, input)?.patch.policy ?? input.policy;

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

type ForeignFrame = Extract<StackFrame, { kind: "foreign" }>;

const isAsyncScope = ({ file, name }: ForeignFrame): boolean => file.startsWith("node:") && name.endsWith("runInAsyncScope");

/** Code of the program or of a package, not of Node. */
export const isOfProgram = (frame: StackFrame): boolean =>
  frame.kind === "function" || (frame.kind === "foreign" && frame.file !== "" && !frame.file.startsWith("node:"));

/** Frames of functions that the patch changes. */
function findActive(input: PlanInput): FunctionFrame[] {
  return input.stack.filter((frame): frame is FunctionFrame => frame.kind === "function" && changeOf(frame, input) !== undefined);
}

function changeOf(frame: FunctionFrame, input: PlanInput): Step | undefined {
  const lineage = findLineage(frame.location.code, frame.location.fn);
  return lineage === undefined || mayFinishOld(missedBy(frame)) ? undefined : input.changeOf(lineage);
}

const missedBy = ({ location: { code, fn } }: FunctionFrame): readonly TakenStep[] => findLineage(code, fn)?.stepsAfter(code) ?? [];

function planMove(input: PlanInput, active: readonly FunctionFrame[], left: readonly Stale[]): Plan {
  const oldest = input.stack.lastIndexOf(active[active.length - 1] as StackFrame);
  const segment = input.stack.slice(0, oldest + 1);
  const end = findOldestEnd(segment, input);
  const moves: FrameMove[] = [];
  const blockers: Stale[] = [];
  let code: string | undefined;
  const newest = input.stack.findIndex((frame) => frame.kind === "function");
  for (const [index, frame] of segment.entries()) {
    if (frame.kind === "shell" || frame.kind === "trampoline") continue;
    if (input.moment === "predict" && index <= newest && isBetweenPoints(frame)) {
      if (frame.kind === "function") moves.push(predictedMove(frame, input, index < end));
      continue;
    }
    const found =
      frame.kind === "foreign" ? { why: foreignReason(frame, active) } : moveOf(frame, input, input.stack[index - 1], index < end);
    if ("location" in found && index < oldest && isSuspendable(found))
      blockers.push(
        blocker(frame as FunctionFrame, "it has not been suspended yet, and its caller below it changes: the caller can move when it has"),
      );
    else if ("location" in found) moves.push(found);
    else {
      blockers.push(frame.kind === "foreign" ? foreignBlocker(frame, found.why) : blocker(frame, found.why));
      code ??= "code" in found ? found.code : undefined;
    }
  }
  if (blockers.length > 0) return { kind: "wait", blockers, ...(code === undefined ? {} : { code }) };
  if (input.moment === "anywhere") return { kind: "wait", blockers: countStale(active) };
  return { kind: "move", frames: moves, inTrampoline: input.stack[oldest + 1]?.kind === "trampoline", active: left };
}

/** Index of the oldest frame whose call ends, -1 without one: every call above it ends with it. */
const findOldestEnd = (segment: readonly StackFrame[], input: PlanInput): number =>
  segment.findLastIndex((frame) => frame.kind === "function" && endingOf(frame, input) !== undefined);

function endingOf(frame: FunctionFrame, input: PlanInput): Ending | undefined {
  const policy = policyOf(frame, input);
  if (frame.location.point === 0) return input.moment === "predict" && isEnding(policy) && isDecided(frame, input) ? policy : undefined;
  const way = findWay(frame.location.point, stepsOf(frame, input));
  return "ending" in way ? way.ending : undefined;
}

const isEnding = (policy: CallPolicy): policy is Ending => policy === "restart" || policy === "abort";
const isDecided = (frame: FunctionFrame, input: PlanInput): boolean => changeOf(frame, input)?.patch.policy !== undefined;

/** A frame that was interrupted between two points will stand at one when the update is made. */
function predictedMove(frame: FunctionFrame, input: PlanInput, isLeft: boolean): FrameMove {
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

/** `above` is the next newer frame. */
function moveOf(frame: FunctionFrame, input: PlanInput, above: StackFrame | undefined, isLeft: boolean): FrameMove | NoWay {
  const { location } = frame;
  const fn = location.code.functions[location.fn] as FunctionDescriptor;
  if (fn.unmovable !== undefined) return { why: `a running call of it cannot be moved: ${fn.unmovable}` };
  if (location.point === 0)
    return { why: `it waits for ${describeImplicitCall(above)}, which is no update point: it can move when that has returned` };
  if (isLeft) return { location, isLeft };
  const steps = stepsOf(frame, input);
  if (steps.length === 0) return { location };
  const way = findWay(location.point, steps);
  return "why" in way ? way : { location, way };
}

/** The changes that a frame is to follow; none where it is to end in its old code. */
function stepsOf(frame: FunctionFrame, input: PlanInput): readonly Step[] {
  const missed = missedBy(frame);
  const change = changeOf(frame, input);
  if (mayFinishOld(missed) || (change !== undefined && policyOf(frame, input) === "finish-old")) return [];
  if (change === undefined) return missed;
  return [...missed, isEnding(input.policy) ? { ...change, otherwise: input.policy } : change];
}

const foreignReason = (frame: Extract<StackFrame, { kind: "foreign" }>, active: readonly FunctionFrame[]): string => {
  const below = active[active.length - 1]?.location;
  const name = below?.code.functions[below.fn]?.id ?? "?";
  return `\`${frame.name}\` is not updatable code, and \`${name}\` below it changes: it can move when \`${frame.name}\` has returned`;
};

const foreignBlocker = (frame: Extract<StackFrame, { kind: "foreign" }>, why: string): Stale => ({
  function: frame.name,
  at: frame.file === "" ? "builtin" : `${frame.file}:${frame.line}`,
  count: 1,
  why,
});

function blocker(frame: FunctionFrame, why: string): Stale {
  const { code, fn, point } = frame.location;
  const descriptor = code.functions[fn] as FunctionDescriptor;
  const between = point === 0 ? code.placeAt(fn, frame.line, frame.column) : undefined;
  return { function: descriptor.id, at: showPlace(between ?? placeOfPoint(descriptor, point)), count: 1, why };
}

/** Where a frame of the program or a package stands. */
export function placeOfFrame(frame: StackFrame): Pick<Stale, "function" | "at"> {
  const { function: name, at } = frame.kind === "function" ? blocker(frame, "") : foreignBlocker(frame as ForeignFrame, "");
  return { function: name, at };
}

/** Frames of one function at one place are one line of an answer. */
export function countStale(frames: readonly FunctionFrame[], why = "it is active"): Stale[] {
  const lines = new Map<string, Stale>();
  for (const frame of frames) {
    const line = blocker(frame, why);
    const key = `${line.function} ${line.at}`;
    lines.set(key, { ...line, count: (lines.get(key)?.count ?? 0) + 1 });
  }
  return [...lines.values()];
}

/** Frames of one function that stood at one place are one line of an answer. */
export function describeEnded(frames: readonly FrameMove[]): EndedCall[] {
  const lines = new Map<string, EndedCall>();
  for (const { location, way } of frames) {
    if (way?.ending === undefined) continue;
    const fn = location.code.functions[location.fn] as FunctionDescriptor;
    const at = showPlace(placeOfPoint(fn, location.point));
    const key = `${fn.id} ${at}`;
    const how = way.ending === "restart" ? "restarted" : "aborted";
    lines.set(key, { function: fn.id, at, how, count: (lines.get(key)?.count ?? 0) + 1 });
  }
  return [...lines.values()];
}

export function describeMoves(frames: readonly FrameMove[]): MovedFrame[] {
  const going = frames.filter(({ way, isLeft }) => isLeft === undefined && way?.ending === undefined);
  return going.map(({ location, way }) => {
    const fn = location.code.functions[location.fn] as FunctionDescriptor;
    const from = placeOfPoint(fn, location.point);
    const next = way && lastStep(way)?.next;
    return { function: next?.id ?? fn.id, from, to: next === undefined || way === undefined ? from : placeOfPoint(next, way.point) };
  });
}
