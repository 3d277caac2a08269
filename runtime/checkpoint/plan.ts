// Whether a computation can be written where it stands: every frame of it at a point, and nothing below it that would be lost.
import type { FunctionDescriptor } from "../contract/build.js";
import type { Stale } from "../contract/protocol.js";
import { countStale, type ForeignFrame, placeOfFrame } from "../plan/places.js";
import type { FrameMove } from "../plan/plan.js";
import type { FunctionFrame, StackFrame } from "../plan/stack.js";
import type { Below } from "./surroundings.js";

export type CheckpointPlan =
  | { readonly kind: "wait"; readonly blockers: readonly Stale[] }
  | { readonly kind: "save"; readonly frames: readonly FrameMove[]; readonly inTrampoline: boolean; readonly below: Below };

/** @param stack newest first; @param isBody whether a file is a module of the program */
export function planCheckpoint(stack: readonly StackFrame[], isBody: (file: string) => boolean): CheckpointPlan {
  const oldest = stack.findLastIndex(({ kind }) => kind === "function");
  if (oldest < 0)
    return wait({ function: "the program", at: "its event loop" }, "it is idle: there is no running call that could be written");
  const frames = stack.slice(0, oldest + 1).filter((frame) => frame.kind === "function" || frame.kind === "foreign");
  const blockers = frames.flatMap((frame) => {
    const why = frame.kind === "foreign" ? "it is not updatable code, and calls below it wait for it" : findObstacle(frame);
    if (why === undefined) return [];
    return frame.kind === "function" ? countStale([frame], why) : [{ ...placeOfFrame(frame), count: 1, why }];
  });
  const below = stack.slice(oldest + 1).filter((frame): frame is ForeignFrame => frame.kind === "foreign");
  const body = below.find(({ file }) => isBody(file));
  const holder = below.find((frame) => frame !== body && !isLoop(frame, body !== undefined));
  if (holder !== undefined) blockers.push({ ...placeOfFrame(holder), count: 1, why: "it has called the program and waits for the result" });
  if (blockers.length > 0) return { kind: "wait", blockers };
  const isTimer = below.some(({ file }) => file === "node:internal/timers");
  const moves = frames.filter((frame): frame is FunctionFrame => frame.kind === "function").map(({ location }) => ({ location }));
  return { kind: "save", frames: moves, inTrampoline: stack[oldest + 1]?.kind === "trampoline", below: { body, isTimer } };
}

function findObstacle({ location: { code, fn, point } }: FunctionFrame): string | undefined {
  const { kind, unmovable } = code.functions[fn] as FunctionDescriptor;
  if (kind !== "sync") return "calls that can be suspended belong to promises and iterators, which only this process has";
  if (unmovable !== undefined) return `a running call of it cannot be moved: ${unmovable}`;
  return point === 0 ? "it waits for an implicit call, such as of a getter" : undefined;
}

/** What loads modules and runs timers uses no result. A reaction's result belongs to a promise. */
function isLoop({ file }: ForeignFrame, hasBody: boolean): boolean {
  return /^node:internal\/(?:modules\/|main\/|timers)/.test(file) || (hasBody && /^node:internal\/(?:process\/|vm|async_hooks)/.test(file));
}

const wait = (place: Pick<Stale, "function" | "at">, why: string): CheckpointPlan => ({
  kind: "wait",
  blockers: [{ ...place, count: 1, why }],
});
