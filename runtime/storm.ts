// The hardest test there is for save and rebuild: an update to an identical build at every update point that is reached.
import type { FunctionDescriptor, FunctionKind } from "./contract/build.js";
import { entryInto } from "./frames/entry.js";
import { rehearse } from "./frames/rebuild.js";
import { park, save } from "./frames/save.js";
import { oncePer } from "./once-per.js";
import { type FunctionFrame, isStackReadable, readStack, type StackFrame, UnreadableStack } from "./plan/stack.js";
import { allModules, onModule } from "./registry.js";
import { type SlotValue, setPending, writeSlot } from "./slots.js";
import { signal, state } from "./state.js";
import { History } from "./versions/history.js";

/** What a storm did; at exit, `TS_UPDATABLE_STORM_REPORT` has it printed to standard error or (as a path) appended to a file. */
export interface StormReport {
  reached: number;
  rebuilt: number;
  frames: number;
}

/** Segments with more frames are rebuilt now and then only: at every call of a deep recursion it would take the square of its depth. */
const DEEP = 400;

/** After this many points, or frames, only some are taken, at a step that loops and recursions do not share. */
const MANY = 20_000;
const MANY_FRAMES = 200_000;
const STEP = 13;

/** For programs that reach millions of update points: only some are taken. */
export interface StormPace {
  /** How many points lie between two that are taken, on the average. */
  readonly every: number;
  /** Same seed, same points. */
  readonly seed: number;
}

/**
 * Saves and rebuilds every segment at each update point.
 * @param code `"frames"`: running frames move into units, calls still enter the base build; `"units"`: calls enter units as well
 */
export function startStorm(code: "frames" | "units", pace?: StormPace): StormReport {
  const history = new History();
  const report: StormReport = { reached: 0, rebuilt: 0, frames: 0 };
  const keepArmed = (): void => {
    for (const module of allModules())
      module.holders().forEach((holder) => {
        setPending(holder, true);
      });
  };
  onModule((module) => {
    setPending(module.holder, true);
    history.refresh();
    if (code === "units") leadToUnits(history, module.js, keepArmed);
  });
  const gap = pace && randomGaps(pace);
  let skip = gap?.() ?? 0;
  state.onSave = save;
  state.onPark = park;
  state.onReach = (deliver) => {
    report.reached++;
    if (skip-- > 0 || !isStackReadable()) return;
    const moved = moveSegment(history, deliver);
    const isMuch = Math.abs(moved) > DEEP || report.reached > MANY || report.frames > MANY_FRAMES;
    skip = gap?.() ?? (isMuch ? Math.max(Math.abs(moved), STEP) : 0);
    keepArmed();
    if (moved <= 0) return;
    report.rebuilt++;
    report.frames += moved;
    throw signal;
  };
  return report;
}

/** Numbers from 0 to twice the pace, by a linear congruential generator. */
function randomGaps({ every, seed }: StormPace): () => number {
  let last = seed >>> 0;
  return () => {
    last = (Math.imul(last, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((last / 2 ** 32) * 2 * every);
  };
}

/** Every stub leads to the unit of the same function, linked when it is first called: a module is not evaluated yet when it registers. */
function leadToUnits(history: History, js: string, linked: () => void): void {
  const record = history.find(js);
  if (record === undefined) return;
  const { baseUnits, module } = record;
  for (const fn of baseUnits.functions) {
    if (fn.fixed !== undefined) continue;
    const lead = (value: SlotValue): void => writeSlot(module.holder, fn.index, value);
    const enter = (captures: readonly unknown[]) => {
      const { enter: make } = baseUnits.unit(fn.index);
      linked();
      return make(captures);
    };
    if (fn.captures.length > 0) lead(enter);
    else
      lead(function (this: unknown, ...args: unknown[]): unknown {
        const target = enter([]);
        lead(target);
        return Reflect.apply(target, this, args);
      });
  }
}

/** Arms the saving of all frames down to the first that cannot move; returns how many, as a negative number where the stack has no room for them. */
function moveSegment(history: History, deliver: () => unknown): number {
  const segment: FunctionFrame[] = [];
  let inTrampoline = false;
  let afterLast = false;
  for (const frame of readStackIfPossible(history)) {
    if (frame.kind === "trampoline") inTrampoline = afterLast || inTrampoline;
    else if (kindOf(segment.at(-1)) !== "sync")
      break; // it leaves by its own promise or iterator
    else if (frame.kind === "function" && isMovable(frame)) {
      segment.push(frame);
      afterLast = true;
      inTrampoline = false;
      continue;
    } else if (frame.kind !== "shell") break;
    afterLast = false;
  }
  if (segment.length === 0) return 0;
  const ways = segment.map(oncePer(({ location: { code, fn, point } }) => entryInto(history.unitsOf(code), fn, point)));
  const problem = rehearse(ways);
  if (problem instanceof RangeError) return -segment.length;
  if (problem !== undefined) throw new Error(`ts-updatable: a storm found a frame that cannot be rebuilt: ${problem.stack}`);
  const bottom = kindOf(segment.at(-1));
  state.saving = true;
  state.save = {
    expected: segment.map(({ location }) => location.fn),
    saved: [],
    inTrampoline,
    bottom,
    deliver,
    finish: (saved) => ways.map((way, index) => ({ ...way, self: saved[index]?.self, values: saved[index]?.values ?? [] })),
  };
  return segment.length;
}

/** Programs may make it impossible for a while. */
function readStackIfPossible(history: History): readonly StackFrame[] {
  try {
    return readStack(history.locate);
  } catch (error) {
    if (error instanceof UnreadableStack) return [];
    throw error;
  }
}

const kindOf = (frame: FunctionFrame | undefined): FunctionKind => frame?.location.code.functions[frame.location.fn]?.kind ?? "sync";

function isMovable({ location }: FunctionFrame): boolean {
  const fn = location.code.functions[location.fn] as FunctionDescriptor;
  return location.point > 0 && fn.unmovable === undefined;
}
