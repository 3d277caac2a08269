// Decides, from the stack and a patch, what one update would do at this moment. Pure: it looks at nothing and changes nothing.

import type { Location } from "./code.js";
import { type FunctionDescriptor, showPlace } from "./contract/build.js";
import type { MovedFrame, Policy, Stale } from "./contract/protocol.js";
import { describeImplicitCall } from "./implicit-calls.js";
import { findLineage, type Lineage } from "./lineage.js";
import { placeOfPoint } from "./places.js";
import type { FunctionFrame, StackFrame } from "./stack.js";
import { findWay, lastStep, mayFinishOld, type NoWay, type Step, type TakenStep, type Way } from "./way.js";

/** One frame that is to be saved and entered again. */
export interface FrameMove {
  readonly location: Location;
  /** Absent for an unchanged function that only stands above a changed one. */
  readonly way?: Way;
}

export type Plan =
  /** No frame has to move. `active` run on in old code where the policy leaves them. */
  | { readonly kind: "switch"; readonly active: readonly Stale[] }
  | { readonly kind: "move"; readonly frames: readonly FrameMove[]; readonly inTrampoline: boolean }
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
}

export function planUpdate(input: PlanInput): Plan {
  const active = findActive(input);
  if (active.length === 0) return { kind: "switch", active: [] };
  const stale = countStale(active);
  if (input.policy === "finish-old") return { kind: "switch", active: stale };
  if (input.policy === "when-inactive") return { kind: "wait", blockers: stale };
  return planMove(input, active);
}

/** Frames of functions that the patch changes. */
function findActive(input: PlanInput): FunctionFrame[] {
  return input.stack.filter((frame): frame is FunctionFrame => frame.kind === "function" && changeOf(frame, input) !== undefined);
}

function changeOf(frame: FunctionFrame, input: PlanInput): Step | undefined {
  const lineage = findLineage(frame.location.code, frame.location.fn);
  return lineage === undefined || mayFinishOld(missedBy(frame)) ? undefined : input.changeOf(lineage);
}

const missedBy = ({ location: { code, fn } }: FunctionFrame): readonly TakenStep[] => findLineage(code, fn)?.stepsAfter(code) ?? [];

function planMove(input: PlanInput, active: readonly FunctionFrame[]): Plan {
  const oldest = input.stack.lastIndexOf(active[active.length - 1] as StackFrame);
  const moves: FrameMove[] = [];
  const blockers: Stale[] = [];
  let code: string | undefined;
  const newest = input.stack.findIndex((frame) => frame.kind === "function");
  for (const [index, frame] of input.stack.slice(0, oldest + 1).entries()) {
    if (frame.kind === "shell" || frame.kind === "trampoline") continue;
    if (input.moment === "predict" && index <= newest && isBetweenPoints(frame)) {
      if (frame.kind === "function") moves.push({ location: frame.location });
      continue;
    }
    const found = frame.kind === "foreign" ? { why: foreignReason(frame, active) } : moveOf(frame, input, input.stack[index - 1]);
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
  return { kind: "move", frames: moves, inTrampoline: input.stack[oldest + 1]?.kind === "trampoline" };
}

/** An async function or generator leaves by its own promise or iterator: nothing below it can be unwound through it. */
const isSuspendable = ({ location }: FrameMove): boolean => location.code.functions[location.fn]?.kind !== "sync";

/** What interrupted the program, and the frame that was interrupted between two points. */
const isBetweenPoints = (frame: StackFrame): boolean =>
  frame.kind === "foreign" || (frame.kind === "function" && frame.location.point === 0);

/** `above` is the next newer frame. */
function moveOf(frame: FunctionFrame, input: PlanInput, above: StackFrame | undefined): FrameMove | NoWay {
  const { location } = frame;
  const fn = location.code.functions[location.fn] as FunctionDescriptor;
  if (fn.unmovable !== undefined) return { why: `a running call of it cannot be moved: ${fn.unmovable}` };
  if (location.point === 0)
    return { why: `it waits for ${describeImplicitCall(above)}, which no call of its own has called: it can move when that has returned` };
  const change = changeOf(frame, input);
  const missed = missedBy(frame);
  const steps = change === undefined ? missed : [...missed, change];
  if (steps.length === 0 || mayFinishOld(missed)) return { location };
  const way = findWay(location.point, steps);
  return "why" in way ? way : { location, way };
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

export function describeMoves(frames: readonly FrameMove[]): MovedFrame[] {
  return frames.map(({ location, way }) => {
    const fn = location.code.functions[location.fn] as FunctionDescriptor;
    const from = placeOfPoint(fn, location.point);
    const next = way && lastStep(way)?.next;
    return { function: next?.id ?? fn.id, from, to: next === undefined || way === undefined ? from : placeOfPoint(next, way.point) };
  });
}
