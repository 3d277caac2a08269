// The record of one object: what it is, its properties, its private fields. What only its own process can have is refused by name and place.
import { types } from "node:util";
import type { FunctionDescriptor } from "../contract/build.js";
import type { ObjectRecord, PrivateRecord, PropertyRecord, Substance, Value } from "../contract/checkpoint.js";
import { ArrayCursor, GuardedIterator, KeyCursor, TextCursor } from "../language/cursor.js";
import { DEFAULT_PROTOTYPES, findBrand } from "./brands.js";
import type { FunctionUse, ProgramFunction } from "./functions.js";
import type { KnownObjects } from "./known.js";
import type { Program, ProgramClass } from "./program.js";
import { notPortable, stepTo, type Way } from "./refused.js";

/** What a record is written into. */
export interface Table {
  readonly program: Program;
  readonly known: KnownObjects;
  value(value: unknown, way: Way): Value;
  captures(fn: FunctionDescriptor, captures: readonly unknown[], way: Way): Value[];
  readFunction(fn: ProgramFunction): FunctionUse | undefined;
}

export function recordObject(object: object | symbol, way: Way, table: Table): ObjectRecord {
  const known = table.known.find(object);
  if (known !== undefined) return known;
  if (typeof object === "symbol") return recordSymbol(object);
  if (types.isProxy(object)) throw notPortable(way, "a Proxy");
  const prototypeOf = table.program.findPrototype(object);
  const made = prototypeOf === undefined ? undefined : recordPrototype(object, prototypeOf, way, table);
  return (
    made ??
    recordCursor(object, way, table) ??
    (typeof object === "function" ? recordFunction(object as ProgramFunction, way, table) : recordData(object, way, table))
  );
}

function recordSymbol(symbol: symbol): ObjectRecord {
  const key = Symbol.keyFor(symbol);
  if (key !== undefined) return { kind: "symbol", description: key, registered: true };
  return { kind: "symbol", ...(symbol.description === undefined ? {} : { description: symbol.description }) };
}

/** It comes with its class. */
function recordPrototype(prototype: object, { itself, ownsFunction }: ProgramClass, way: Way, table: Table): ObjectRecord {
  for (const [key, property] of ownProperties(prototype)) {
    if (key === "constructor") continue;
    for (const value of [property.value, property.get, property.set].filter((half) => half !== undefined))
      if (!isOwnedFunction(value, ownsFunction, table))
        throw notPortable({ step: stepTo(key), from: way }, "something that was added to the class's prototype while the program ran");
  }
  return { kind: "prototype", class: table.value(itself, way) };
}

function isOwnedFunction(value: unknown, owns: (id: string) => boolean, table: Table): boolean {
  const use = typeof value === "function" ? table.readFunction(value as ProgramFunction) : undefined;
  const found = use && table.program.findFunction(use.code, use.fn.index);
  return found !== undefined && owns(found.fn.id);
}

function recordCursor(object: object, way: Way, table: Table): ObjectRecord | undefined {
  if (object instanceof ArrayCursor) {
    const { array, at } = object.state;
    return { kind: "array-cursor", array: table.value(array, { step: " -> array", from: way }), at };
  }
  if (object instanceof TextCursor) return { kind: "text-cursor", rest: object.rest };
  if (object instanceof GuardedIterator) return { kind: "guarded-iterator", inner: table.value(object.inner, way) };
  if (object instanceof KeyCursor)
    return { kind: "key-cursor", object: table.value(object.object, { step: " -> object", from: way }), keys: object.remaining() };
  return undefined;
}

function recordFunction(fn: ProgramFunction, way: Way, table: Table): ObjectRecord {
  const made = table.program.findClass(fn);
  if (made !== undefined) return recordClass(fn, made, way, table);
  const text = Function.prototype.toString.call(fn);
  if (text.startsWith("class")) throw notPortable(way, `the class \`${fn.name}\`, which no name of its module always holds`);
  const use = table.readFunction(fn);
  if (use === undefined)
    throw notPortable(
      way,
      text.endsWith("{ [native code] }")
        ? `the function \`${fn.name}\` of Node, or a bound one`
        : `the function \`${fn.name}\`, which is not updatable code`,
    );
  const { program } = table;
  const found = program.findFunction(use.code, use.fn.index);
  if (found === undefined) throw notPortable(way, `the function \`${use.fn.id}\`, which the version in force does not have`);
  const instances = (fn as { prototype?: object }).prototype;
  if (use.fn.kind === "sync" && instances !== undefined && Reflect.ownKeys(instances).length > 1)
    throw notPortable(way, `the function \`${use.fn.id}\` with a prototype of its own`);
  return {
    kind: "function",
    js: found.js,
    id: found.fn.id,
    captures: table.captures(found.fn, program.capturesOf(use, found.lineage), way),
    self: table.value(use.self, { step: " -> this", from: way }),
    ...describeProperties(fn, way, table, (key) => key === "prototype"),
  };
}

function recordClass(itself: ProgramFunction, made: ProgramClass, way: Way, table: Table): ObjectRecord {
  if (!made.canBeMade) throw notPortable(way, `the class \`${made.descriptor.id}\`, which cannot be made without its module's body`);
  const skip = (key: PropertyKey, property: PropertyDescriptor): boolean => {
    if (key === "prototype" || ((key === "name" || key === "length") && property.writable === false)) return true;
    const halves = [property.value, property.get, property.set].filter((half) => half !== undefined);
    return halves.length > 0 && halves.every((half) => isOwnedFunction(half, made.ownsFunction, table));
  };
  return {
    kind: "class",
    js: made.js,
    id: made.descriptor.id,
    prototype: table.value(Object.getPrototypeOf(itself), { step: " -> extends", from: way }),
    ...describeProperties(itself, way, table, skip),
    ...describePrivate(itself, [made], "static", way, table),
  };
}

function recordData(object: object, way: Way, table: Table): ObjectRecord {
  const brand = findBrand(object);
  if (typeof brand === "string") throw notPortable(way, brand);
  const classes = classesOf(object, brand.prototypes, way, table);
  const substance = brand.describe(object, (value, step) => table.value(value, { step, from: way }));
  const prototype = Object.getPrototypeOf(object) as object | null;
  const skip = skippedBy(substance);
  const properties = describeProperties(object, way, table, skip);
  return {
    ...substance,
    ...(prototype === DEFAULT_PROTOTYPES[substance.kind]
      ? {}
      : { prototype: table.value(prototype, { step: " -> prototype", from: way }) }),
    ...(substance.kind === "error" ? withStack(object as Error, properties) : properties),
    ...describePrivate(object, classes, "instance", way, table),
  };
}

/** Properties that are part of what the object is. */
function skippedBy(substance: Substance): (key: PropertyKey) => boolean {
  if (substance.kind === "array")
    return (key) => key === "length" || (typeof key === "string" && /^\d+$/.test(key) && Number(key) < substance.items.length);
  if (substance.kind === "error") return (key) => key === "stack";
  if (substance.kind === "view") return (key) => typeof key === "string" && /^\d+$/.test(key);
  if (substance.kind === "boxed" && typeof substance.value === "string")
    return (key) => key === "length" || (typeof key === "string" && /^\d+$/.test(key));
  return () => false;
}

/** An accessor of V8's, or a value: it is a text of the process that made it. */
const withStack = (error: Error, { properties = [], ...rest }: Properties): Properties => ({
  ...rest,
  properties: typeof error.stack === "string" ? [...properties, { key: "stack", value: error.stack, flags: "wc" }] : properties,
});

/** Classes of the program that made it, newest first. Whatever else it inherits from must be what its kind always does. */
function classesOf(object: object, prototypes: readonly unknown[], way: Way, table: Table): ProgramClass[] {
  const classes: ProgramClass[] = [];
  for (let at = Object.getPrototypeOf(object) as object | null; at !== null; at = Object.getPrototypeOf(at) as object | null) {
    const made = table.program.findPrototype(at);
    if (made !== undefined) classes.push(made);
    else if (types.isProxy(at)) throw notPortable(way, "an object that inherits from a Proxy");
    else if (prototypes.includes(at)) continue;
    else if (table.known.find(at) !== undefined || isMadeByUnknownClass(at)) throw notPortable(way, `an instance of ${nameOf(at)}`);
  }
  return classes;
}

/** A plain object may be another's prototype; one that a class made brings what only the class knows. */
function isMadeByUnknownClass(prototype: object): boolean {
  const maker = Object.getOwnPropertyDescriptor(prototype, "constructor")?.value as unknown;
  return typeof maker === "function" && maker.prototype === prototype;
}

const nameOf = (prototype: object): string => {
  const maker = Object.getOwnPropertyDescriptor(prototype, "constructor")?.value as { name?: unknown } | undefined;
  return typeof maker?.name === "string" && maker.name !== "" ? maker.name : "a class without a name";
};

const ownProperties = (object: object): readonly (readonly [PropertyKey, PropertyDescriptor])[] =>
  Reflect.ownKeys(object).map((key) => [key, Object.getOwnPropertyDescriptor(object, key) as PropertyDescriptor]);

type Properties = Pick<Extract<ObjectRecord, Substance>, "properties" | "integrity">;

function describeProperties(
  object: object,
  way: Way,
  table: Table,
  skip: (key: PropertyKey, property: PropertyDescriptor) => boolean,
): Properties {
  const properties: PropertyRecord[] = [];
  for (const [key, property] of ownProperties(object)) {
    if (skip(key, property)) continue;
    const from = { step: stepTo(key), from: way };
    const flags = `${property.writable === true ? "w" : ""}${property.enumerable === true ? "e" : ""}${property.configurable === true ? "c" : ""}`;
    properties.push({
      key: table.value(key, from),
      ...(property.get === undefined && property.set === undefined
        ? { value: table.value(property.value, from) }
        : { get: table.value(property.get, from), set: table.value(property.set, from) }),
      ...(flags === "wec" ? {} : { flags }),
    });
  }
  const integrity = Object.isExtensible(object)
    ? undefined
    : Object.isFrozen(object)
      ? "frozen"
      : Object.isSealed(object)
        ? "sealed"
        : "closed";
  return { ...(properties.length === 0 ? {} : { properties }), ...(integrity === undefined ? {} : { integrity }) };
}

function describePrivate(
  object: object,
  classes: readonly ProgramClass[],
  side: "static" | "instance",
  way: Way,
  table: Table,
): { readonly private?: readonly PrivateRecord[]; readonly isConstructed?: true } {
  const fields: PrivateRecord[] = [];
  for (const made of classes) {
    for (const [name, member] of made.privateFields(side)) {
      const from = { step: `.${name}`, from: way };
      if (!member.has(object))
        throw notPortable(
          way,
          `an instance of ${made.descriptor.id} without its private field ${name} (its constructor is still running, or did not)`,
        );
      fields.push({ class: table.value(made.itself, way), name, value: table.value(member.get(object), from) });
    }
  }
  const isConstructed = side === "instance" && classes.some(({ hasPrivateNames }) => hasPrivateNames);
  return { ...(fields.length === 0 ? {} : { private: fields }), ...(isConstructed ? { isConstructed } : {}) };
}
