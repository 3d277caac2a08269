// How saved frames go on: in their new code, or where an update is undone in their old.

import { type FunctionDescriptor, type FunctionKind, showPlace } from "../contract/build.js";
import { BuildError, type Location, type UnitFile } from "../load/code.js";
import { placeOfPoint } from "../plan/places.js";
import type { FrameMove } from "../plan/plan.js";
import { UpdateAborted } from "../update-aborted.js";
import type { History } from "../versions/history.js";
import { endedFrame, endHere } from "./ending.js";
import { entryInto } from "./entry.js";
import type { Entry, RebuiltFrame, SavedFrame } from "./frames.js";
import type { Carry } from "./migrate.js";
import { lastStep, planCarry, type Step, type Way } from "./way.js";

/** The two ways a saved frame can go on: in its new code, or (when the update is undone) in its old. */
export interface Successor {
  readonly move: FrameMove;
  readonly next: Entry;
  readonly back: Entry;
  /** Absent where the frame goes on with the values that it had. */
  readonly carry?: Carry;
}

export function findSuccessor(history: History, move: FrameMove): Successor {
  const { code, fn, point } = move.location;
  const back = linkOld(history.unitsOf(code), fn, point);
  const last = move.way && lastStep(move.way);
  if (move.way === undefined || move.way.ending !== undefined || last === undefined) return { move, next: back, back };
  const next = entryInto(last.units, last.next.index, move.way.point);
  return { move, next, back, carry: planCarry(code.functions[fn] as FunctionDescriptor, move.way) };
}

export function bottomOf(frames: readonly FrameMove[]): FunctionKind {
  const oldest = frames.at(-1)?.location;
  return oldest?.code.functions[oldest.fn]?.kind ?? "sync";
}

export function newFrame({ move, next, carry }: Successor, { self, values }: SavedFrame): RebuiltFrame {
  // Spelled out: V8 spreads slowly until it has seen what it spreads, which is when all frames of the first update have been made.
  const { resume, point, construction } = next;
  const frame = { resume, point, construction, self, values: carry === undefined ? values : carry(values) };
  return move.way?.ending === undefined ? frame : endCall(move.location, move.way, frame);
}

/** The frame of a call that begins anew or ends with an error, once it has been left. @throws what carrying its values over throws */
export function endCall({ code, fn, point }: Location, way: Way, old: RebuiltFrame): RebuiltFrame {
  const from = code.functions[fn] as FunctionDescriptor;
  if (way.ending === "abort") {
    const at = showPlace(placeOfPoint(from, point));
    const to = way.endedBy ?? "";
    return endedFrame(old, from.kind, () => {
      throw new UpdateAborted({ function: from.id, at, from: code.version, to });
    });
  }
  const { units, next } = lastStep(way) as Step;
  const values = planCarry(from, way)(old.values);
  const { resume } = entryInto(units, next.index, way.point);
  const kept = new Set(findKept(from, way));
  return endedFrame(old, from.kind, (self) => Reflect.apply(resume, self, [values, way.point, endHere, kept]));
}

/** What has its value already where the call stood: a variable below that begins as its declaration says. */
function findKept(from: FunctionDescriptor, way: Way): string[] {
  const { step, mapping } = way.legs.at(-1) as Way["legs"][number];
  const before = way.legs.at(-2)?.step.next ?? from;
  const live = before.points.find(({ id }) => id === mapping.old)?.live ?? [];
  return (way.kept ?? []).filter((name) => {
    const source = mapping.locals[step.next.locals.findIndex((local) => local.name === name)];
    return source?.kind === "saved" && live.includes(source.index);
  });
}

/** The code that a frame stands in, as the way back. A build's units are read when they are first needed. */
function linkOld(units: UnitFile, fn: number, point: number): Entry {
  try {
    return entryInto(units, fn, point);
  } catch (error) {
    throw new BuildError(
      `${units.file} cannot be loaded (${(error as Error).message}), and without it no running call can go back: leave a build as it is while a process runs from it.`,
    );
  }
}
