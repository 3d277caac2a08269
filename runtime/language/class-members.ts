// Private members and `super` of classes, for code that stands outside of the class's own text.
import type { ClassMember, Holder, MemberReference, PrivateAccess } from "../contract/emitted.js";

/** A private name of one evaluation of a class, or `super` of one method. What gives access was made by the class's own code. */
export class Member implements ClassMember {
  readonly get: ClassMember["get"];
  readonly set: ClassMember["set"];
  readonly has: ClassMember["has"];

  constructor(get: ClassMember["get"], set: ClassMember["set"], has: ClassMember["has"]) {
    this.get = get;
    this.set = set;
    this.has = has;
  }

  of(object: unknown, key?: PropertyKey): MemberReference {
    return new BoundMember(this, object, key);
  }

  maybe(object: unknown, key?: PropertyKey): MemberReference | undefined {
    return object === null || object === undefined ? undefined : new BoundMember(this, object, key);
  }
}

/** A member of one object. */
class BoundMember implements MemberReference {
  readonly #member: ClassMember;
  readonly #object: unknown;
  readonly #key: PropertyKey | undefined;

  constructor(member: ClassMember, object: unknown, key: PropertyKey | undefined) {
    this.#member = member;
    this.#object = object;
    this.#key = key;
  }

  get v(): unknown {
    return this.#member.get(this.#object, this.#key);
  }

  set v(value: unknown) {
    this.#member.set(this.#object, value, this.#key);
  }

  call(...args: unknown[]): unknown {
    return Reflect.apply(this.v as (...args: unknown[]) => unknown, this.#object, args);
  }

  get bound(): unknown {
    const value = this.v;
    return typeof value === "function" ? value.bind(this.#object) : value;
  }
}

const noTest = (): never => {
  throw new Error("`super` cannot be tested for");
};

export const makeMember = (get: ClassMember["get"], set: ClassMember["set"], has: ClassMember["has"] = noTest): ClassMember =>
  new Member(get, set, has);

/** A private name of a class that is evaluated once; undefined where the class does not declare it. */
export function findMember(record: ClassRecord | undefined, name: string): ClassMember | undefined {
  const members = record?.access() ?? {};
  const found = Object.hasOwn(members, name) ? members[name] : undefined;
  if (found === undefined) return undefined;
  const [get, has, set = () => refuseMethod(name)] = found;
  return new Member(get, set, has);
}

function refuseMethod(name: string): never {
  throw new TypeError(`Private method '${name}' is not writable`);
}

/** What a class that is evaluated once told of itself. */
export interface ClassRecord {
  readonly itself: object;
  /** What the stubs in its text look at. */
  readonly holder: Holder;
  /** Names and values in turn of what its prototype held when it was made. */
  readonly methods: readonly unknown[];
  readonly access: PrivateAccess;
}

export type ClassSide = "static" | "prototype";

/** `super` of the methods of a class: what its home object inherits from at the moment. */
export function makeSuper({ itself }: ClassRecord, side: ClassSide): ClassMember {
  const home = side === "static" ? itself : ((itself as { prototype: unknown }).prototype as object);
  return new Member(
    (object, key) => {
      const base = Object.getPrototypeOf(home) as object | null;
      if (base === null) throw new TypeError(`Cannot read properties of null (reading '${String(key)}')`);
      return Reflect.get(base, key as PropertyKey, object);
    },
    (object, value, key) => {
      const base = Object.getPrototypeOf(home) as object | null;
      if (base === null || !Reflect.set(base, key as PropertyKey, value, object))
        throw new TypeError(`Cannot assign to read only property '${String(key)}' of object`);
    },
    noTest,
  );
}
