// Where a frame stands, for answers.
import { type FunctionDescriptor, type Place, showPlace } from "../contract/build.js";
import type { Stale } from "../contract/protocol.js";
import { oncePer } from "../once-per.js";
import type { FunctionFrame, StackFrame } from "./stack.js";

export type ForeignFrame = Extract<StackFrame, { kind: "foreign" }>;

export const placeOfPoint = (fn: FunctionDescriptor, point: number): Place => fn.points.find((p) => p.id === point)?.place ?? fn.place;

export const foreignBlocker = (frame: ForeignFrame, why: string): Stale => ({
  function: frame.name,
  at: frame.file === "" ? "builtin" : `${frame.file}:${frame.line}`,
  count: 1,
  why,
});

export function blocker(frame: FunctionFrame, why: string): Stale {
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
  const lineOf = oncePer((frame: FunctionFrame) => {
    const line = blocker(frame, why);
    return { key: `${line.function} ${line.at}`, line };
  });
  for (const frame of frames) {
    const { key, line } = lineOf(frame);
    lines.set(key, { ...line, count: (lines.get(key)?.count ?? 0) + 1 });
  }
  return [...lines.values()];
}
