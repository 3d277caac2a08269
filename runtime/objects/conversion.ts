// Gives one object the fields of another version of its class, and can take that back.

import { Refusal } from "../refusal.js";
import { show } from "../show.js";
import type { FieldPlace } from "./field-place.js";
import { createPrivateStore, type PrivateStore } from "./private-store.js";

export type FieldValue =
  | { readonly kind: "mark" }
  | { readonly kind: "initialiser"; compute(this: object): unknown }
  | { readonly kind: "field"; readonly from: FieldPlace }
  | { readonly kind: "transformer"; transform(old: Fields, object: object): unknown }
  | { readonly kind: "kept" };

/** An object's own fields, as a transformer gets them. */
export type Fields = Readonly<Record<PropertyKey, unknown>>;

export interface FieldStep {
  readonly kind: "added" | "converted" | "removed";
  readonly name: string;
  readonly place: FieldPlace;
  /** Absent: the object loses the field. */
  readonly value?: FieldValue;
}

/** One update as objects of one class follow it. */
export interface Conversion {
  /** Name of the class. */
  readonly owner: string;
  readonly fields: readonly FieldStep[];
  /** Private fields of the version before, which a transformer sees under their names. */
  readonly hidden: ReadonlyMap<string, FieldPlace>;
  /** What objects lost by it, for the way back. */
  readonly kept: PrivateStore<Kept>;
}

/** Own properties of an object as they were. */
export type Properties = ReadonlyMap<PropertyKey, PropertyDescriptor>;

/** What an object was like, with the private fields that the update took away or converted. */
export interface Kept {
  readonly properties: Properties;
  readonly hidden: ReadonlyMap<string, unknown>;
}

export const createKept = (): PrivateStore<Kept> => createPrivateStore<Kept>();

/**
 * Nothing is written before every value has been computed.
 * @param before what the object had before the update that is taken back, if it is one
 * @throws what an initialiser or the transformer throws, or a {@link Refusal} where the object cannot be changed
 */
export function convert(object: object, conversion: Conversion, before?: Kept): void {
  const values = computeValues(object, conversion, before);
  checkChangeable(object, conversion);
  if (replaces(object, conversion)) conversion.kept.set(object, keep(object, conversion));
  conversion.fields.forEach(({ place, value }, index) => {
    if (value === undefined) place.remove(object);
    else place.define(object, values[index]);
  });
  if (before !== undefined) reorder(object, [...before.properties.keys()]);
}

const keep = (object: object, { fields }: Conversion): Kept => ({
  properties: ownProperties(object),
  hidden: new Map(fields.flatMap(({ name, place }) => (place.is === "private" && place.has(object) ? [[name, place.read(object)]] : []))),
});

/** Whether the object holds something now that it will not hold then. */
export const replaces = (object: object, { fields }: Conversion): boolean => fields.some(({ place }) => place.has(object));

export function computeValues(object: object, conversion: Conversion, before?: Kept): unknown[] {
  return conversion.fields.map((field) => findValue(object, field, conversion, before));
}

export function ownProperties(object: object): Properties {
  return new Map(Reflect.ownKeys(object).map((key) => [key, Object.getOwnPropertyDescriptor(object, key) as PropertyDescriptor]));
}

/** Puts all own properties back, in their order. */
export function restore(object: object, before: Properties): void {
  for (const key of Reflect.ownKeys(object)) if (!before.has(key)) Reflect.deleteProperty(object, key);
  for (const [key, descriptor] of before) Object.defineProperty(object, key, descriptor);
  reorder(object, [...before.keys()]);
}

/** Keys keep the order in which they were made: those from the first on that follows another order are made again, and others behind them. */
export function reorder(object: object, order: readonly PropertyKey[]): void {
  const wanted = order.filter((key) => Object.hasOwn(object, key));
  const present = Reflect.ownKeys(object).filter((key) => wanted.includes(key));
  const first = present.findIndex((key, index) => key !== wanted[index]);
  if (first < 0 || !Object.isExtensible(object)) return;
  const rest = Reflect.ownKeys(object).filter((key) => !wanted.includes(key));
  const again = [...wanted.slice(first), ...rest].map((key) => [key, Object.getOwnPropertyDescriptor(object, key)] as const);
  if (again.some(([, property]) => property?.configurable !== true)) return;
  for (const [key] of again) Reflect.deleteProperty(object, key);
  for (const [key, property] of again) Object.defineProperty(object, key, property as PropertyDescriptor);
}

/** @param hidden private fields, which are shown by their names */
export function fieldsOf(object: object, hidden: ReadonlyMap<string, FieldPlace>): Fields {
  const shown = [...ownProperties(object)].map(([key, property]) => [key, property.value] as const);
  return Object.fromEntries([...shown, ...[...hidden].map(([name, place]) => [name, place.read(object)] as const)]);
}

/** A transformer sees the object's own fields, not the object: it must change nothing. */
function transform(object: object, value: Extract<FieldValue, { kind: "transformer" }>, { hidden }: Conversion): unknown {
  try {
    return value.transform(fieldsOf(object, hidden), object);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new Refusal(error.code, `${error.message}, for ${show(object)}`);
  }
}

function findValue(object: object, field: FieldStep, conversion: Conversion, before: Kept | undefined): unknown {
  const { name, value } = field;
  const kept = before === undefined ? undefined : findKept(object, field, before);
  switch (value?.kind) {
    case undefined:
    case "mark":
      return undefined;
    case "field":
      return value.from.read(object);
    case "transformer":
      return transform(object, value, conversion);
    case "initialiser":
      return kept === undefined ? value.compute.call(object) : kept.value;
    case "kept":
      if (kept !== undefined) return kept.value;
      throw new Refusal(
        "NOT_KEPT",
        `${show(object)} of class \`${conversion.owner}\` was made after the update, so there is no old value of \`${name}\` to give back to it`,
      );
  }
}

/** What a lazy update took away is still there, and so is what stands under a private name: calls in old code may have gone on with it. */
function findKept(object: object, { kind, name, place }: FieldStep, before: Kept): { readonly value?: unknown } | undefined {
  if (place.is === "private") {
    if (!before.hidden.has(name)) return undefined;
    return { value: kind === "added" ? place.read(object) : before.hidden.get(name) };
  }
  return before.properties.get(place.key) ?? (kind === "added" ? Object.getOwnPropertyDescriptor(object, place.key) : undefined);
}

/** Frozen, sealed and otherwise closed objects are refused by name. */
function checkChangeable(object: object, { fields, owner }: Conversion): void {
  const isExtensible = Object.isExtensible(object);
  for (const { place, name, value } of fields) {
    if (place.is === "private") continue;
    const own = Object.getOwnPropertyDescriptor(object, place.key);
    const isOpen = own === undefined ? value === undefined || isExtensible : own.configurable === true;
    if (isOpen) continue;
    const what = Object.isFrozen(object) ? "frozen" : Object.isSealed(object) ? "sealed" : "not extensible";
    throw new Refusal(
      "OBJECT_CLOSED",
      `${show(object)} of class \`${owner}\` is ${what}: it cannot ${value === undefined ? "lose" : "get"} \`${name}\``,
    );
  }
}
