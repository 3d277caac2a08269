// How saved frames go on: in their new code, or where an update is undone in their old.
import { BuildError, type UnitFile } from "./code.js";
import type { FunctionDescriptor, FunctionKind } from "./contract/build.js";
import type { RebuiltFrame, SavedFrame } from "./frames.js";
import type { History } from "./history.js";
import type { FrameMove } from "./plan.js";
import { carryValues, lastStep } from "./way.js";

/** The two ways a saved frame can go on: in its new code, or (when the update is undone) in its old. */
export interface Successor {
  readonly move: FrameMove;
  readonly next: Pick<RebuiltFrame, "resume" | "point">;
  readonly back: Pick<RebuiltFrame, "resume" | "point">;
}

export function findSuccessor(history: History, move: FrameMove): Successor {
  const { code, fn, point } = move.location;
  const old = linkOld(history.unitsOf(code), fn);
  const back = { resume: old, point };
  const last = move.way && lastStep(move.way);
  if (move.way === undefined || last === undefined) return { move, next: back, back };
  const resume = last.units.unit(last.next.index).resume as RebuiltFrame["resume"];
  return { move, next: { resume, point: move.way.point }, back };
}

export function bottomOf(frames: readonly FrameMove[]): FunctionKind {
  const oldest = frames.at(-1)?.location;
  return oldest?.code.functions[oldest.fn]?.kind ?? "sync";
}

export function newFrame({ move, next }: Successor, saved: SavedFrame): RebuiltFrame {
  if (move.way === undefined) return { ...next, ...saved };
  const { code, fn } = move.location;
  return { ...next, self: saved.self, values: carryValues(saved.values, code.functions[fn] as FunctionDescriptor, move.way) };
}

/** The code that a frame stands in, as the way back. A build's units are read when they are first needed. */
function linkOld(units: UnitFile, fn: number): RebuiltFrame["resume"] {
  try {
    return units.unit(fn).resume as RebuiltFrame["resume"];
  } catch (error) {
    throw new BuildError(
      `${units.file} cannot be loaded (${(error as Error).message}), and without it no running call can go back: leave a build as it is while a process runs from it.`,
    );
  }
}
