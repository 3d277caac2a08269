// Calls that were suspended when an update came move by themselves: each when it goes on.
import { codeOf } from "./code.js";
import { type FunctionDescriptor, showPlace } from "./contract/build.js";
import type { Holder } from "./contract/emitted.js";
import type { Stale } from "./contract/protocol.js";
import type { RebuiltFrame, SavedFrame } from "./frames.js";
import { findLineage } from "./lineage.js";
import { placeOfPoint } from "./places.js";
import { signal, state } from "./state.js";
import { carryValues, findWay, lastStep, type Way } from "./way.js";

/** Suspended calls that went on in old code, because the new version has no place for them; by place. */
const leftBehind = new Map<string, Stale>();

/**
 * Called by a frame that goes on and whose slot is not empty. Throws the signal to unwind that one frame, or returns:
 * the frame then goes on in its old code and is listed as stale.
 */
export function moveSuspended(holder: Holder, fn: number, point: number, value: unknown): void {
  const code = codeOf.get(holder);
  const steps = (code && findLineage(code, fn)?.stepsAfter(code)) ?? [];
  const old = code?.functions[fn];
  if (state.saving || code === undefined || old === undefined || steps.length === 0) return;
  const way = findWay(point, steps);
  if ("why" in way) return leaveBehind(old, point, way.why);
  state.saving = true;
  state.save = {
    expected: [fn],
    saved: [],
    inTrampoline: false,
    bottom: old.kind,
    deliver: () => value,
    finish: ([saved]) => [nextFrame(saved as SavedFrame, old, way)],
  };
  throw signal;
}

function nextFrame({ self, values }: SavedFrame, old: FunctionDescriptor, way: Way): RebuiltFrame {
  const last = lastStep(way);
  if (last === undefined) throw new Error("a frame moves nowhere");
  const resume = last.units.unit(last.next.index).resume as RebuiltFrame["resume"];
  return { resume, self, values: carryValues(values, old, way), point: way.point };
}

function leaveBehind(fn: FunctionDescriptor, point: number, why: string): void {
  const at = showPlace(placeOfPoint(fn, point));
  const known = leftBehind.get(at);
  leftBehind.set(at, { function: fn.id, at, count: (known?.count ?? 0) + 1, why });
}

export const suspendedInOldCode = (): readonly Stale[] => [...leftBehind.values()];
