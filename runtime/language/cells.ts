// Variables that a call and the closures it made share although the code that made them did not know them.

import type { Storage } from "../contract/build.js";
import type { Reference } from "../contract/emitted.js";
import type { SharedSource } from "../contract/patch.js";
import type { UnitFile } from "../load/code.js";
import { Box } from "../registry.js";

/** One update adds a name once: a variable of the same name that a later one adds is another. */
export const keyOf = (name: string, { order }: UnitFile): string => `${order} ${name}`;

/** Whoever comes first, the frame or one of its closures, gives the variable its first value. */
export function cellOf(cells: unknown, key: string, value: () => unknown): Reference {
  const known = cells as Record<string, Reference>;
  let cell = known[key];
  if (cell === undefined) {
    cell = new Box(value());
    known[key] = cell;
  }
  return cell;
}

/** @param held what the closure or frame has of the variable, where it has it as a value of its own */
export function findCell(cells: unknown, source: SharedSource, units: UnitFile, held: { readonly value: unknown } | undefined): Reference {
  return cellOf(cells, keyOf(source.name, units), () => {
    if (held !== undefined) return held.value;
    const initial = "owner" in source ? units.unit(source.owner).initial[source.name] : undefined;
    if (initial === undefined) throw new Error(`the patch holds no initialiser for \`${source.name}\``);
    return initial({});
  });
}

export function inStorage(value: unknown, from: Storage, to: Storage): unknown {
  if (from === to) return value;
  return to === "box" ? new Box(value) : (value as Reference).v;
}
