// Calls that were suspended when an update came move by themselves: each when it goes on.

import { type FunctionDescriptor, type PointKind, showPlace } from "../contract/build.js";
import type { Holder } from "../contract/emitted.js";
import type { EndedCall, Stale } from "../contract/protocol.js";
import { log } from "../events.js";
import { type CodeFile, codeOf, type Location, UnitFile } from "../load/code.js";
import { placeOfPoint } from "../plan/places.js";
import { describeEnded } from "../plan/plan.js";
import { signal, state } from "../state.js";
import { findLineage, type Lineage } from "../versions/lineage.js";
import { enter, iteratorWithin, pinnedWorld, Work, within } from "../versions/work.js";
import { findLeft, type World } from "../versions/world.js";
import type { Worlds } from "../versions/worlds.js";
import { endHere } from "./ending.js";
import { entryInto } from "./entry.js";
import type { Entry, RebuiltFrame, SavedFrame, Surroundings } from "./frames.js";
import { endCall } from "./successors.js";
import { findWay, lastStep, mayFinishOld, planCarry, type TakenStep, type Way } from "./way.js";

/** How often suspended calls of one place went on in old code, and why where that is not told by the place itself. */
interface LeftBehind {
  readonly count: number;
  readonly why?: string;
}

/** By file of code, function and place. */
const leftBehind = new Map<string, LeftBehind>();

/** A frame that goes on after it was suspended. */
interface Resumed extends Location {
  /** What it waited for. */
  readonly value: unknown;
}

/**
 * Called by a frame that goes on and whose slot is not empty. Throws the signal to unwind that one frame, or returns:
 * the frame then goes on in its old code and is listed as stale.
 */
export function moveSuspended(holder: Holder, fn: number, point: number, value: unknown, unitsOf: UnitsOf, worlds: Worlds): void {
  const code = codeOf.get(holder);
  // What is pinned to a version stays in its code.
  if (state.saving || code === undefined || pinnedWorld() !== undefined) return;
  const missed = findLineage(code, fn)?.stepsAfter(code) ?? [];
  const resumed = { code, fn, point, value };
  const world = findLeft(holder, fn);
  if (world !== undefined) return goOnPinned(resumed, world, missed, unitsOf, worlds);
  if (missed.length === 0) return;
  const way = mayFinishOld(missed) ? undefined : findWay(point, missed);
  if (way === undefined || "why" in way) return leaveBehind(code, fn, point);
  unwind(resumed, (saved, end) => goOn(resumed, saved, way, unitsOf, end));
}

/** A frame that was kept waiting: in new code where there is any by now, and a way to it. @param end as for {@link unwind} */
export function goOnLate(at: Location, saved: SavedFrame, unitsOf: UnitsOf, end: () => void): RebuiltFrame {
  const { code, fn, point } = at;
  const steps = findLineage(code, fn)?.stepsAfter(code) ?? [];
  const way = steps.length === 0 || mayFinishOld(steps) ? undefined : findWay(point, steps);
  if (way !== undefined && !("why" in way)) return goOn(at, saved, way, unitsOf, end);
  if (steps.length > 0) leaveBehind(code, fn, point);
  return { ...saved, ...entryAt(at, unitsOf) };
}

/** Whether a call belongs to an older version, and is to go on there. */
export const staysInItsVersion = (holder: Holder, fn: number): boolean => pinnedWorld() !== undefined || findLeft(holder, fn) !== undefined;

/** It belongs to an older version: it goes on in that one's code, pinned to it. */
function goOnPinned(resumed: Resumed, world: World, missed: readonly TakenStep[], unitsOf: UnitsOf, worlds: Worlds): void {
  const { code, fn, point } = resumed;
  if (world.conflict !== undefined)
    return leaveBehind(code, fn, point, `it cannot be pinned to version ${world.version}, where it began: ${world.conflict}`);
  if (missed.length > 0) leaveBehind(code, fn, point);
  const descriptor = code.functions[fn] as FunctionDescriptor;
  const { id, kind } = descriptor;
  const steps = missed.filter(({ order }) => order <= world.order);
  const found = steps.length === 0 ? undefined : findWay(point, steps);
  const way = found === undefined || "why" in found ? undefined : found;
  const work = worlds.pin(new Work(world), world, { function: id, at: showPlace(placeOfPoint(descriptor, point)) });
  if (kind === "async" && way === undefined) return enter(work);
  // A generator runs within the call that asks it for a value, and that may be of another version.
  if (point === 0) return leaveBehind(code, fn, point);
  const stay = (saved: SavedFrame): RebuiltFrame => ({ ...saved, ...entryAt(resumed, unitsOf) });
  unwind(resumed, (saved, end) => (way === undefined ? stay(saved) : goOn(resumed, saved, way, unitsOf, end)), work);
}

/** @param goOnAs gets what it has to call where the call is not to go on at its place */
function unwind({ code, fn, value }: Resumed, goOnAs: (saved: SavedFrame, end: () => void) => RebuiltFrame, work?: Work): never {
  let given = (): unknown => value;
  const end = (): void => {
    given = endHere;
  };
  state.saving = true;
  state.save = {
    expected: [fn],
    saved: [],
    inTrampoline: false,
    bottom: (code.functions[fn] as FunctionDescriptor).kind,
    deliver: () => given(),
    finish: ([saved]) => [goOnAs(saved as SavedFrame, end)],
    ...(work === undefined ? {} : { surroundings: surroundingsOf(work) }),
  };
  throw signal;
}

const surroundingsOf = (work: Work): Surroundings => ({
  run: (fn) => within(work, fn),
  iterate: (inner) => iteratorWithin(work, inner),
});

/**
 * In new code; or, where a value cannot be carried over, in its old code: the update is in force already.
 * @param end called where the call is not to go on at its place
 */
function goOn(at: Location, saved: SavedFrame, way: Way, unitsOf: UnitsOf, end: () => void): RebuiltFrame {
  const old = (): RebuiltFrame => ({ ...saved, ...entryAt(at, unitsOf) });
  try {
    if (way.ending !== undefined) {
      const ended = endSuspended(at, way, old());
      end();
      return ended;
    }
    return { ...entryOf(way), self: saved.self, values: planCarry(at.code.functions[at.fn] as FunctionDescriptor, way)(saved.values) };
  } catch (error) {
    leaveBehind(
      at.code,
      at.fn,
      at.point,
      `its values could not be carried over: ${error instanceof Error ? error.message : String(error)}`,
    );
    return old();
  }
}

/** Where a frame stands already. */
const entryAt = ({ code, fn, point }: Location, unitsOf: UnitsOf): Entry => entryInto(unitsOf(code), fn, point);

/** By place. */
const endedCalls = new Map<string, EndedCall>();

function endSuspended(at: Location, way: Way, old: RebuiltFrame): RebuiltFrame {
  const frame = endCall(at, way, old);
  const [call] = describeEnded([{ location: at, way }]);
  if (call === undefined) return frame;
  const key = JSON.stringify({ ...call, count: 0 });
  const count = (endedCalls.get(key)?.count ?? 0) + 1;
  endedCalls.set(key, { ...call, count });
  if (count === 1) log(`a suspended call of \`${call.function}\` at ${call.at} was ${call.how} as it went on (later ones: see status)`);
  return frame;
}

/** Suspended calls that did not go on, so far. */
export const endedWhenGoingOn = (): readonly EndedCall[] => [...endedCalls.values()];

function entryOf(way: Way): Entry {
  const last = lastStep(way);
  if (last === undefined) throw new Error("a frame moves nowhere");
  return entryInto(last.units, last.next.index, way.point);
}

type UnitsOf = (code: CodeFile) => UnitFile;

/** A function of one build: its base code and its units are the same to a reader. */
const keyOf = ({ module, version }: CodeFile, fn: number): string => `${module.js} ${version} ${fn}`;

function leaveBehind(code: CodeFile, fn: number, point: number, why?: string): void {
  const key = `${keyOf(code, fn)} ${point}`;
  const count = (leftBehind.get(key)?.count ?? 0) + 1;
  leftBehind.set(key, { count, ...(why === undefined ? {} : { why }) });
}

/**
 * Places where a suspended call would go on in old code. Nobody counts suspended calls, which would cost each of them time: whether
 * one waits there is not known, only how often one went on.
 */
export function suspendedInOldCode(files: Iterable<CodeFile>): readonly Stale[] {
  const places = new Map<string, Stale[]>();
  for (const code of files) {
    for (const fn of code.suspendable) {
      if (!isOld(code, fn)) continue;
      const key = keyOf(code, fn.index);
      if (!places.has(key) && holds(code, fn.index)) places.set(key, placesLeftBehind(code, fn));
    }
  }
  return [...places.values()].flat();
}

/** A patch describes more functions than it has units of: those inside of others. */
const holds = (code: CodeFile, fn: number): boolean => !(code instanceof UnitFile) || code.has(fn);

const isOld = (code: CodeFile, { index }: FunctionDescriptor): boolean => findLineage(code, index)?.isNewest(code.version) === false;

function placesLeftBehind(code: CodeFile, fn: FunctionDescriptor): Stale[] {
  const lineage = findLineage(code, fn.index) as Lineage;
  const steps = lineage.stepsAfter(code);
  const whole = whyAllLeftBehind(fn, steps);
  const points = [...fn.points.filter((point) => SUSPENDED.includes(point.kind)).map(({ id }) => id), 0];
  const left = points.map((point) => leftBehind.get(`${keyOf(code, fn.index)} ${point}`));
  if (whole !== undefined) {
    const count = left.reduce((sum, found) => sum + (found?.count ?? 0), 0);
    return [staleAt(fn, 0, count, whole)];
  }
  return points.flatMap((point, index) => {
    const { count = 0, why = undefined } = left[index] ?? {};
    if (why !== undefined) return [staleAt(fn, point, count, why)];
    if (point === 0) return count === 0 ? [] : [staleAt(fn, 0, count, "it waits where no frame can be saved")];
    const way = findWay(point, steps);
    return "why" in way ? [staleAt(fn, point, count, way.why)] : [];
  });
}

/** Why every suspended call of a function goes on in old code, wherever it waits. */
function whyAllLeftBehind(fn: FunctionDescriptor, steps: readonly TakenStep[]): string | undefined {
  if (steps.length === 0) return "the new version does not have it";
  if (mayFinishOld(steps)) return "the update that changed it lets calls that are under way end in old code (policy finish-old)";
  return fn.unmovable === undefined ? undefined : `a running call of it cannot be moved: ${fn.unmovable}`;
}

function staleAt(fn: FunctionDescriptor, point: number, count: number, why: string): Stale {
  return { function: fn.id, at: showPlace(placeOfPoint(fn, point)), count, why: `${why}. ${count === 0 ? UNSEEN : SEEN}` };
}

/** Kinds of points at which a suspended call goes on. */
const SUSPENDED: readonly PointKind[] = ["await", "yield", "catch", "finally"];

const UNSEEN = "Whether a suspended call waits there is not known; none has gone on in old code yet";
const SEEN = "Suspended calls went on there in old code, as often as is counted; whether more of them wait is not known";
