// Turns the values of a saved frame into those of the frame that goes on in new code.

import type { FunctionDescriptor } from "../contract/build.js";
import type { Reference } from "../contract/emitted.js";
import type { LocalSource, PointMapping } from "../contract/patch.js";
import { cellOf, findCell, inStorage, keyOf } from "../language/cells.js";
import type { UnitFile } from "../load/code.js";
import type { Transform } from "../load/transformers.js";
import { Box } from "../registry.js";

/**
 * @param saved values in the order of `old.locals`
 * @returns values in the order of `next.locals`
 * @throws what the initialiser or transformer of a local throws
 */
export function migrateLocals(
  saved: readonly unknown[],
  old: FunctionDescriptor,
  next: FunctionDescriptor,
  mapping: Extract<PointMapping, { kind: "mapped" }>,
  units: UnitFile,
  transform: Transform,
): unknown[] {
  const values = next.locals.map((local, index): unknown => {
    const source = mapping.locals[index];
    if (source?.kind === "transformer") return inStorage(transformed(source, saved, old, transform), "value", local.storage);
    if (source?.kind === "cell") {
      const held = "from" in source ? { value: saved[source.from] } : undefined;
      return inStorage(findCell(saved[source.cells], source, units, held), "box", local.storage);
    }
    if (source?.kind !== "saved") return local.storage === "box" ? new Box(undefined) : undefined;
    return inStorage(saved[source.index], old.locals[source.index]?.storage ?? "value", local.storage);
  });
  mapping.locals.forEach((source, index) => {
    if (source.kind === "initial") initialise(index, values, next, units, source.cells === undefined ? undefined : saved[source.cells]);
  });
  return values;
}

/** What the user's transformer makes of a local's value, or, where the local is new, of all that the frame held. */
function transformed(
  { key, index }: Extract<LocalSource, { kind: "transformer" }>,
  saved: readonly unknown[],
  old: FunctionDescriptor,
  transform: Transform,
): unknown {
  const locals = Object.fromEntries(
    old.locals.flatMap((l, i) => (l.role === "temporary" || l.role === "cells" || l.storage === "box" ? [] : [[l.name, saved[i]]])),
  );
  return index === undefined ? transform(key, locals) : transform(key, saved[index], locals);
}

/** A new local gets its initialiser's value, computed from the locals that are there; closures of this call may have computed it already. */
function initialise(index: number, values: unknown[], next: FunctionDescriptor, units: UnitFile, cells: unknown): void {
  const local = next.locals[index];
  const compute = local && units.unit(next.index).initial[local.name];
  if (local === undefined || compute === undefined) throw new Error(`\`${next.id}\` has no initialiser for \`${local?.name}\``);
  const value = (): unknown => compute(Object.fromEntries(next.locals.map((l, i) => [l.name, values[i]])));
  if (cells !== undefined) values[index] = inStorage(cellOf(cells, keyOf(local.name, units), value), "box", local.storage);
  else if (local.storage === "box") (values[index] as Reference).v = value();
  else values[index] = value();
}
