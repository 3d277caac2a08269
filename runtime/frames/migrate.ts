// Turns the values of a saved frame into those of the frame that goes on in new code.

import type { FunctionDescriptor, LocalDescriptor } from "../contract/build.js";
import type { Reference } from "../contract/emitted.js";
import type { LocalSource, PointMapping } from "../contract/patch.js";
import { cellOf, findCell, inStorage, keyOf } from "../language/cells.js";
import type { UnitFile } from "../load/code.js";
import type { Transform } from "../load/transformers.js";
import { Box } from "../registry.js";
import { type Getter, take } from "./getter.js";

/** Makes the values of a frame that goes on from those that were saved. Throws what the initialiser or transformer of a local throws. */
export type Carry = (saved: readonly unknown[]) => unknown[];

/** From values in the order of `old.locals` to values in the order of `next.locals`. */
export function planLocals(
  old: FunctionDescriptor,
  next: FunctionDescriptor,
  { locals: sources }: Extract<PointMapping, { kind: "mapped" }>,
  units: UnitFile,
  transform: Transform,
): Carry {
  const getters = next.locals.map((local, index) => planLocal(sources[index], old, local, units, transform));
  const displaced = getters.flatMap((getter, index) => (getter === index ? [] : [{ index, getter }]));
  const initial = sources.flatMap((source, index) => (source.kind === "initial" ? [{ index, cells: source.cells }] : []));
  return (saved) => {
    const values = saved.slice(0, getters.length);
    for (const { index, getter } of displaced) values[index] = take(getter, saved);
    for (const { index, cells } of initial) initialise(index, values, next, units, cells === undefined ? undefined : saved[cells]);
    return values;
  };
}

function planLocal(
  source: LocalSource | undefined,
  old: FunctionDescriptor,
  { storage }: LocalDescriptor,
  units: UnitFile,
  transform: Transform,
): Getter {
  if (source?.kind === "saved") {
    const { index } = source;
    const from = old.locals[index]?.storage ?? "value";
    return from === storage ? index : (saved) => inStorage(saved[index], from, storage);
  }
  if (source?.kind === "transformer") return (saved) => inStorage(transformed(source, saved, old, transform), "value", storage);
  if (source?.kind !== "cell") return () => (storage === "box" ? new Box(undefined) : undefined);
  return (saved) => {
    const held = "from" in source ? { value: saved[source.from] } : undefined;
    return inStorage(findCell(saved[source.cells], source, units, held), "box", storage);
  };
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
