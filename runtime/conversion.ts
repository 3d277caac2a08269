// Gives one object the fields of another version of its class, and can take that back.
import { inspect } from "node:util";
import type { DefineField } from "./own-field.js";
import { createPrivateStore, type PrivateStore } from "./private-store.js";
import { Refusal } from "./refusal.js";

export type FieldValue =
  | { readonly kind: "initialiser"; compute(this: object): unknown }
  | { readonly kind: "field"; readonly from: PropertyKey }
  | { readonly kind: "transformer"; transform(old: Readonly<Record<PropertyKey, unknown>>): unknown }
  | { readonly kind: "kept" };

export interface FieldStep {
  readonly kind: "added" | "converted" | "removed";
  readonly name: string;
  readonly key: PropertyKey;
  readonly define: DefineField;
  /** Absent: the object loses the field. */
  readonly value?: FieldValue;
}

/** One update as objects of one class follow it. */
export interface Conversion {
  /** Name of the class. */
  readonly owner: string;
  readonly fields: readonly FieldStep[];
  /** What objects lost by it, for the way back. */
  readonly kept: PrivateStore<Kept>;
}

/** Own properties of an object as they were. */
export type Kept = ReadonlyMap<PropertyKey, PropertyDescriptor>;

export const createKept = (): PrivateStore<Kept> => createPrivateStore<Kept>();

/**
 * Nothing is written before every value has been computed.
 * @param before what the object had before the update that is taken back, if it is one
 * @throws what an initialiser or the transformer throws, or a {@link Refusal} where the object cannot be changed
 */
export function convert(object: object, conversion: Conversion, before?: Kept): void {
  const values = computeValues(object, conversion, before);
  checkChangeable(object, conversion);
  if (replaces(object, conversion)) conversion.kept.set(object, ownProperties(object));
  conversion.fields.forEach(({ key, define, value }, index) => {
    if (value === undefined) Reflect.deleteProperty(object, key);
    else define(object, values[index]);
  });
  if (before !== undefined) reorder(object, [...before.keys()]);
}

/** Whether the object holds something now that it will not hold then. */
export const replaces = (object: object, { fields }: Conversion): boolean => fields.some(({ key }) => Object.hasOwn(object, key));

export function computeValues(object: object, conversion: Conversion, before?: Kept): unknown[] {
  return conversion.fields.map((field) => findValue(object, field, conversion, before));
}

export function ownProperties(object: object): Kept {
  return new Map(Reflect.ownKeys(object).map((key) => [key, Object.getOwnPropertyDescriptor(object, key) as PropertyDescriptor]));
}

/** Puts all own properties back, in their order. */
export function restore(object: object, before: Kept): void {
  for (const key of Reflect.ownKeys(object)) if (!before.has(key)) Reflect.deleteProperty(object, key);
  for (const [key, descriptor] of before) Object.defineProperty(object, key, descriptor);
  reorder(object, [...before.keys()]);
}

/** Keys keep the order in which they were made: those that follow another order are made again. */
function reorder(object: object, order: readonly PropertyKey[]): void {
  const wanted = order.filter((key) => Object.hasOwn(object, key));
  const present = Reflect.ownKeys(object).filter((key) => wanted.includes(key));
  if (present.every((key, index) => key === wanted[index]) || !isChangeable(object)) return;
  const descriptors = ownProperties(object);
  for (const key of descriptors.keys()) Reflect.deleteProperty(object, key);
  const rest = [...descriptors.keys()].filter((key) => !wanted.includes(key));
  for (const key of [...wanted, ...rest]) Object.defineProperty(object, key, descriptors.get(key) as PropertyDescriptor);
}

function isChangeable(object: object): boolean {
  return Object.isExtensible(object) && Reflect.ownKeys(object).every((key) => Object.getOwnPropertyDescriptor(object, key)?.configurable);
}

/** A transformer sees the object's own fields, not the object: it must change nothing. */
function transform(object: object, value: Extract<FieldValue, { kind: "transformer" }>): unknown {
  const old = Object.fromEntries([...ownProperties(object)].map(([key, property]) => [key, property.value]));
  try {
    return value.transform(old);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new Refusal(error.code, `${error.message}, for ${show(object)}`);
  }
}

function findValue(object: object, field: FieldStep, { owner }: Conversion, before: Kept | undefined): unknown {
  const { key, name, value } = field;
  const kept = before?.get(key) ?? findGhost(object, field, before);
  switch (value?.kind) {
    case undefined:
      return undefined;
    case "field":
      return Reflect.get(object, value.from);
    case "transformer":
      return transform(object, value);
    case "initialiser":
      return kept === undefined ? value.compute.call(object) : kept.value;
    case "kept":
      if (kept !== undefined) return kept.value;
      throw new Refusal(
        "NOT_KEPT",
        `${show(object)} of class \`${owner}\` was made after the update, so there is no old value of \`${name}\` to give back to it`,
      );
  }
}

/** What a lazy update took away is still there. */
const findGhost = (object: object, { kind, key }: FieldStep, before: Kept | undefined): PropertyDescriptor | undefined =>
  before !== undefined && kind === "added" ? Object.getOwnPropertyDescriptor(object, key) : undefined;

/** Frozen, sealed and otherwise closed objects are refused by name. */
function checkChangeable(object: object, { fields, owner }: Conversion): void {
  const isExtensible = Object.isExtensible(object);
  for (const { key, name, value } of fields) {
    const own = Object.getOwnPropertyDescriptor(object, key);
    const isOpen = own === undefined ? value === undefined || isExtensible : own.configurable === true;
    if (isOpen) continue;
    const what = Object.isFrozen(object) ? "frozen" : Object.isSealed(object) ? "sealed" : "not extensible";
    throw new Refusal(
      "OBJECT_CLOSED",
      `${show(object)} of class \`${owner}\` is ${what}: it cannot ${value === undefined ? "lose" : "get"} \`${name}\``,
    );
  }
}

/** An object as messages show it: short, and without running code of the program. */
export const show = (object: object): string =>
  inspect(object, {
    depth: 0,
    customInspect: false,
    getters: false,
    breakLength: Number.POSITIVE_INFINITY,
    maxStringLength: 40,
    maxArrayLength: 5,
  });
