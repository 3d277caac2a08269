// Before an update: the newest of the calls that it will move are rehearsed, so that the code they can go back to is loaded, and V8 has compiled what
// moves calls.
import { oncePer } from "../once-per.js";
import type { FunctionFrame, StackFrame } from "../plan/stack.js";
import type { History } from "../versions/history.js";
import { findLineage, type Lineage } from "../versions/lineage.js";
import { entryInto } from "./entry.js";
import type { Entry } from "./frames.js";
import { rehearse } from "./rebuild.js";

/** V8 compiles a function well before it has been called so often; each call takes a microsecond or two. */
const ENOUGH = 300;

/** In steps. Nothing of the program runs, and nothing comes of it: what stands in the way is found again by the update. */
export function* rehearseNewest(
  stack: readonly StackFrame[],
  changed: ReadonlyMap<Lineage, unknown>,
  history: History,
): Generator<undefined, void> {
  const isChanged = oncePer(
    (frame: StackFrame) => frame.kind === "function" && changed.has(findLineage(frame.location.code, frame.location.fn) as Lineage),
  );
  const moving = stack
    .slice(0, stack.findLastIndex(isChanged) + 1)
    .filter(canBeEntered)
    .slice(0, ENOUGH);
  const entries = new Map<FunctionFrame, Entry>();
  try {
    for (const frame of new Set(moving)) {
      const { code, fn, point } = frame.location;
      entries.set(frame, entryInto(history.unitsOf(code), fn, point));
      yield;
    }
    rehearse(moving.map((frame) => entries.get(frame) as Entry));
  } catch {}
}

function canBeEntered(frame: StackFrame): frame is FunctionFrame {
  if (frame.kind !== "function") return false;
  const { code, fn, point } = frame.location;
  const { kind, unmovable } = code.functions[fn] ?? {};
  return point > 0 && kind === "sync" && unmovable === undefined;
}
