// The private names of one class through its versions, as far as its own text does not declare them.
import type { ClassDescriptor } from "../contract/build.js";
import type { ClassMember, EnteredFunction } from "../contract/emitted.js";
import type { ClassPatch, MemberPatch } from "../contract/patch.js";
import { named } from "../load/function-name.js";
import type { Undo } from "./instances.js";
import {
  type AccessorHalf,
  type AddedNames,
  type Bearers,
  classAlone,
  createPrivateAccessor,
  createPrivateField,
  createPrivateMethod,
  objectsOf,
  type PrivateName,
  sameBearers,
} from "./private-names.js";

export const isPrivate = (name: string): boolean => name.startsWith("#");

/** What the names of a class are made from. */
export interface NamedClass {
  readonly id: string;
  read(): unknown;
  /** A name that the class's own text declares. */
  findNative(name: string): PrivateName | undefined;
  /** Gives an object what it would have if the class had made it just now. */
  bringUp(object: object): void;
}

/** An update of the class, as far as names go. */
export interface NameChange {
  readonly patch: ClassPatch;
  readonly next: ClassDescriptor;
  readonly direction: "forward" | "back";
  /** Version that it changes, and the one that it leads to. */
  readonly from: string;
  readonly units: { readonly version: string };
  /** A function of the patch as it is installed. */
  enter(fn: number): EnteredFunction;
}

export class ClassPrivates {
  readonly #owner: NamedClass;
  #added: AddedNames = new Map();
  /** Of versions before: a rollback finds every value where it was left. */
  #earlier: readonly { readonly until: string; readonly added: AddedNames }[] = [];

  constructor(owner: NamedClass) {
    this.#owner = owner;
  }

  get added(): AddedNames {
    return this.#added;
  }

  /** @param added what the version that is asked for has */
  find(name: string, added = this.#added): PrivateName | undefined {
    return added.get(name) ?? this.#owner.findNative(name);
  }

  /**
   * The names of another version. Nothing changes yet: its code is linked with them before it is in force.
   * @param isKnown whether the version in force has a name
   */
  prepare(change: NameChange, isKnown: (name: string) => boolean): AddedNames {
    const { patch, next, direction, units } = change;
    const before = direction === "back" ? this.#earlier.findLast(({ until }) => until === units.version) : undefined;
    if (before !== undefined) return before.added;
    const added = new Map([...this.#added].filter(([name]) => next.members.some((m) => m.name === name)));
    for (const { kind, name } of patch.instances?.fields ?? [])
      if (kind === "added" && isPrivate(name)) added.set(name, createPrivateField(name, this.#objects()));
    for (const member of patch.members) {
      const { name, action } = member;
      if (isPrivate(name) && !(action.kind === "value" && isKnown(name))) added.set(name, this.#create(member, change));
    }
    return added;
  }

  /** Returns what undoes it. */
  adopt(added: AddedNames, { direction, from, units }: NameChange): Undo {
    const before = [this.#added, this.#earlier] as const;
    const index = this.#earlier.findLastIndex(({ until }) => until === units.version);
    if (direction === "forward") this.#earlier = [...this.#earlier, { until: from, added: this.#added }];
    else if (index >= 0) this.#earlier = this.#earlier.slice(0, index);
    this.#added = added;
    return () => {
      [this.#added, this.#earlier] = before;
    };
  }

  #objects(): Bearers {
    return objectsOf(this.#owner.id, (object) => this.#owner.bringUp(object));
  }

  #create({ name, static: isStatic, action }: MemberPatch, { enter }: NameChange): PrivateName {
    const before = this.find(name);
    const alone = isStatic ? classAlone(this.#owner.id, () => this.#owner.read()) : undefined;
    const make = (fn: number, prefix: "" | "get" | "set"): EnteredFunction => named(enter(fn), name, prefix);
    switch (action.kind) {
      case "delete":
        throw new Error(`${name} is a private name, which no class can lose`);
      case "value":
        return createPrivateField(name, alone ?? this.#objects());
      case "method":
        return createPrivateMethod(name, alone ?? this.#objects(), () => make(action.function, ""));
      case "accessor": {
        const { get, set } = action;
        const known = get === "keep" || set === "keep" ? before : undefined;
        const bearers = alone ?? (known === undefined ? this.#objects() : sameBearers(this.#owner.id, known));
        const half = (wanted: number | "keep" | undefined, is: "get" | "set"): (() => AccessorHalf) => {
          if (wanted === undefined) return () => undefined;
          if (wanted === "keep") return () => known && halfOf(known.member, is);
          let made: EnteredFunction | undefined;
          return () => {
            made ??= make(wanted, is);
            return made;
          };
        };
        return createPrivateAccessor(name, bearers, half(get, "get"), half(set, "set"));
      }
    }
  }
}

const halfOf = ({ get, set }: ClassMember, is: "get" | "set"): EnteredFunction =>
  is === "get"
    ? function (this: unknown) {
        return get(this);
      }
    : function (this: unknown, value) {
        set(this, value);
      };
