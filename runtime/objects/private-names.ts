// Private names of classes: those that only patches have do from outside of a class what its own text would do.

import type { ClassMember, EnteredFunction } from "../contract/emitted.js";
import { makeMember } from "../language/class-members.js";
import type { DefineField } from "./own-field.js";
import { createPrivateStore } from "./private-store.js";

/** Access for relocated code, and how an object that was made without the name gets it. */
export interface PrivateName {
  readonly member: ClassMember;
  readonly define: DefineField;
  /** Whether an object has it at the moment. */
  readonly holds: (object: object) => boolean;
}

/** What one version of a class adds to the names in the class's own text, or has in place of them. */
export type AddedNames = ReadonlyMap<string, PrivateName>;

/** Who has a private name: the objects of a class, or (`static`) the class alone. */
export interface Bearers {
  /** As messages show them. */
  readonly are: string;
  readonly holds: (object: object) => boolean;
  /** The same where the program asks, which an object that has been passed over is not to notice. */
  has(object: object): boolean;
  get(object: object): unknown;
  set(object: object, value: unknown): void;
}

/** @param bringUp may give the name to an object that has none, while it is asked for */
export function objectsOf(owner: string, bringUp: (object: object) => void): Bearers {
  const { has: holds, get, set } = createPrivateStore<unknown>();
  return {
    are: `an instance of class ${owner}`,
    holds,
    has(object) {
      if (!holds(object)) bringUp(object);
      return holds(object);
    },
    get,
    set,
  };
}

export function classAlone(owner: string, read: () => unknown): Bearers {
  let held: unknown;
  const has = (object: object): boolean => object === read();
  return {
    are: `class ${owner}`,
    holds: has,
    has,
    get: () => held,
    set: (_object, value) => {
      held = value;
    },
  };
}

export function createPrivateField(name: string, bearers: Bearers): PrivateName {
  const check = (object: unknown, what: string): object => {
    if (isObject(object) && bearers.has(object)) return object;
    throw new TypeError(`Cannot ${what} an object whose class did not declare it`);
  };
  return {
    member: makeMember(
      (object) => bearers.get(check(object, `read private member ${name} from`)),
      (object, value) => bearers.set(check(object, `write private member ${name} to`), value),
      testOf(name, bearers),
    ),
    define: bearers.set,
    holds: bearers.holds,
  };
}

/** One function for all; `make` is called at its first use. */
export function createPrivateMethod(name: string, bearers: Bearers, make: () => EnteredFunction): PrivateName {
  let made: EnteredFunction | undefined;
  const get = (object: unknown): unknown => {
    checkReceiver(object, bearers);
    made ??= make();
    return made;
  };
  const set = (): never => {
    throw new TypeError(`Private method '${name}' is not writable`);
  };
  return { member: makeMember(get, set, testOf(name, bearers)), define: markWith(bearers), holds: bearers.holds };
}

/** One half of an accessor. */
export type AccessorHalf = EnteredFunction | undefined;

export function createPrivateAccessor(
  name: string,
  bearers: Bearers,
  findGetter: () => AccessorHalf,
  findSetter: () => AccessorHalf,
): PrivateName {
  const get = (object: unknown): unknown => {
    checkReceiver(object, bearers);
    const getter = findGetter();
    if (getter === undefined) throw new TypeError(`'${name}' was defined without a getter`);
    return Reflect.apply(getter, object, []);
  };
  const set = (object: unknown, value: unknown): void => {
    checkReceiver(object, bearers);
    const setter = findSetter();
    if (setter === undefined) throw new TypeError(`'${name}' was defined without a setter`);
    Reflect.apply(setter, object, [value]);
  };
  return { member: makeMember(get, set, testOf(name, bearers)), define: markWith(bearers), holds: bearers.holds };
}

/** A name that the class's own text declares: whatever the class makes has it. */
export const nativeName = (member: ClassMember, kind: "field" | "function"): PrivateName => ({
  member,
  define: kind === "field" ? member.set : () => undefined,
  holds: member.has,
});

/** What has a name that it had in the version before has it still. */
export const sameBearers = (owner: string, { member, define, holds }: PrivateName): Bearers => ({
  are: `an instance of class ${owner}`,
  holds,
  has: member.has,
  get: () => undefined,
  set: define,
});

const testOf =
  (name: string, bearers: Bearers): ClassMember["has"] =>
  (object) => {
    if (isObject(object)) return bearers.has(object);
    throw new TypeError(`Cannot use 'in' operator to search for '${name}' in ${String(object)}`);
  };

const markWith =
  (bearers: Bearers): DefineField =>
  (object) =>
    bearers.set(object, undefined);

function checkReceiver(object: unknown, bearers: Bearers): void {
  if (!isObject(object) || !bearers.has(object)) throw new TypeError(`Receiver must be ${bearers.are}`);
}

const isObject = (value: unknown): value is object => (typeof value === "object" && value !== null) || typeof value === "function";
