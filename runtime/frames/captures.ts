// What a closure that was made in an older version hands to its new code, through every version in between.

import type { FunctionDescriptor, Storage } from "../contract/build.js";
import type { CaptureSource } from "../contract/patch.js";
import { findCell, inStorage } from "../language/cells.js";
import type { UnitFile } from "../load/code.js";
import { type Getter, take } from "./getter.js";
import type { Step } from "./way.js";

/** Makes what the newest code captures from what an old stub hands over. */
export type Given = (captures: readonly unknown[]) => readonly unknown[];

/** The newest code captures the same, in the same order. */
export const asGiven: Given = (captures) => captures;

/**
 * @param fn the function as its closure was compiled
 * @param steps its changes since
 * @throws where a variable cannot be given
 */
export function planCaptures(fn: FunctionDescriptor, steps: readonly Step[]): Given {
  let getters: readonly (Getter | undefined)[] = [...fn.captures.keys()];
  let old = fn;
  for (const { patch, next, units } of steps) {
    const below = getters;
    const storageIn = (of: FunctionDescriptor, place: number): Storage => of.locals[of.captures[place] as number]?.storage ?? "value";
    getters = patch.captures.map((source, place) => planOne(source, below, (held) => storageIn(old, held), storageIn(next, place), units));
    old = next;
  }
  if (getters.every((getter, place) => getter === place)) return asGiven;
  const found = getters.map((getter) => getter ?? freshCells);
  return (captures) => found.map((getter) => take(getter, captures));
}

const freshCells = (): object => ({});

function planOne(
  source: CaptureSource,
  below: readonly (Getter | undefined)[],
  storageOf: (place: number) => Storage,
  storage: Storage,
  units: UnitFile,
): Getter | undefined {
  if (source.kind === "none") return undefined;
  if (source.kind === "held") {
    const held = below[source.index];
    const from = storageOf(source.index);
    return held === undefined || from === storage ? held : (captures) => inStorage(take(held, captures), from, storage);
  }
  const cells = below[source.cells];
  const held = "from" in source ? below[source.from] : undefined;
  if (cells === undefined) throw new Error(`closures that were made before the last updates have nothing to share \`${source.name}\` by`);
  return (captures) => {
    const value = held === undefined ? undefined : { value: take(held, captures) };
    return inStorage(findCell(take(cells, captures), source, units, value), "box", storage);
  };
}
