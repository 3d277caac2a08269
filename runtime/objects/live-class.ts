// One class of the running program through all its versions: what it was made as, and what it is now.
import { isProxy } from "node:util/types";
import type { ClassDescriptor, MemberDescriptor } from "../contract/build.js";
import type { ClassUnit } from "../contract/emitted.js";
import type { ClassPatch, FieldPatch, MemberPatch } from "../contract/patch.js";
import { undoIfFails } from "../journal.js";
import { findMember } from "../language/class-members.js";
import type { UnitFile } from "../load/code.js";
import { named } from "../load/function-name.js";
import type { AwaitedCall, Transformers } from "../load/transformers.js";
import { Refusal } from "../refusal.js";
import { ClassPrivates, isPrivate, type NameChange } from "./class-privates.js";
import { type Conversion, createKept, type FieldStep, type FieldValue, fieldsOf, reorder } from "./conversion.js";
import { type FieldPlace, privatePlace, publicPlace } from "./field-place.js";
import { type Choice, Instances, type ObjectFinder, type Undo } from "./instances.js";
import { type AddedNames, nativeName, type PrivateName } from "./private-names.js";

export type ClassValue = (new (...args: unknown[]) => object) & { readonly prototype: object };

/** A patch's part of one class, with the code that it brings. */
export interface ClassChange extends NameChange {
  readonly units: UnitFile;
  /** Private names of the version that it leads to. */
  readonly privates: AddedNames;
  readonly transformers: Transformers;
}

/** What a class does to an object that it has just made with its first version's fields. */
interface Beginning {
  readonly loses: readonly PropertyKey[];
  readonly gets: readonly Gift[];
}

interface Gift {
  readonly place: FieldPlace;
  /** Whether an object that has it already is to keep what it has. */
  readonly once: boolean;
  compute(this: object): unknown;
}

/** A class as it was in the version before. */
interface Before {
  readonly descriptor: ClassDescriptor;
  readonly privates: AddedNames;
}

const nothing: Beginning = { loses: [], gets: [] };

export class LiveClass {
  /** The class as its code makes it. */
  readonly #native: ClassDescriptor;
  readonly #nativeUnits: UnitFile;
  readonly #read: () => unknown;
  #current: ClassDescriptor;
  #unit: ClassUnit | undefined;
  #beginning = nothing;
  /** Fields that new objects do not get from the class as it was made. */
  #renewed: ReadonlySet<string> = new Set();
  readonly #keys = new Map<string, PropertyKey>();
  readonly #privates: ClassPrivates;
  #instances: Instances | undefined;
  /** Stands between a derived class and its base, where new objects have to begin otherwise. */
  #shim: ClassValue | undefined;

  constructor(native: ClassDescriptor, units: UnitFile, read: () => unknown) {
    this.#native = native;
    this.#nativeUnits = units;
    this.#current = native;
    this.#read = read;
    this.#privates = new ClassPrivates({
      id: native.id,
      read,
      findNative: (name) => this.#findNative(name),
      bringUp: (object) => this.#bringUp(object),
    });
  }

  /** An update has given it other members, fields or another base than its own text has. */
  get isChanged(): boolean {
    return this.#current !== this.#native;
  }

  get id(): string {
    return this.#current.id;
  }

  /** Called for an object at the start of its constructor's code, or (derived classes) when its base has made it. */
  readonly begin = (object: object): void => {
    const { loses, gets } = this.#beginning;
    for (const key of loses) Reflect.deleteProperty(object, key);
    for (const { place, once, compute } of gets) if (!once || !place.has(object)) place.define(object, compute.call(object));
    this.#instances?.noteNew(object);
  };

  /** Whether objects begin otherwise than the class itself makes them. */
  get beginsAnew(): boolean {
    return this.#beginning !== nothing;
  }

  /** Brings the class and its objects into the new version. Returns what undoes it; where something throws, nothing has been done. */
  apply(change: ClassChange, finder: ObjectFinder): Undo {
    const undo: Undo[] = [];
    const before: Before = { descriptor: this.#current, privates: this.#privates.added };
    try {
      undo.push(this.#privates.adopt(change.privates, change));
      undo.push(this.#adopt(change));
      const made = this.#value();
      undo.push(keepOrder(made), keepOrder(made.prototype));
      if (change.patch.base !== undefined) undo.push(this.#setBase(made));
      for (const member of change.patch.members)
        undo.push(isPrivate(member.name) ? this.#setPrivate(made, member, change, before) : this.#setMember(made, member, change));
      undo.push(this.#setShim(made));
      if (change.patch.instances !== undefined) undo.push(this.#convert(made, change, change.patch.instances, before, finder));
    } catch (error) {
      for (const step of undo.reverse()) step();
      throw error;
    }
    return () => {
      for (const step of undo.reverse()) step();
    };
  }

  /** The class itself; undefined where it has not been made yet. */
  get value(): ClassValue | undefined {
    try {
      return this.#read() as ClassValue;
    } catch {
      return undefined;
    }
  }

  #value(): ClassValue {
    try {
      return this.#read() as ClassValue;
    } catch (error) {
      throw new Refusal(
        "CLASS_NOT_READY",
        `\`${this.id}\` has not been made yet (${(error as Error).message}): apply again when its module has run that far`,
      );
    }
  }

  /** From now on keys, initialisers and the base are those of the new version. */
  #adopt(change: ClassChange): Undo {
    const { next, units, patch } = change;
    const before = [this.#current, this.#unit, this.#renewed, this.#beginning] as const;
    // Keys that only the old version can compute are asked for before it is gone.
    for (const member of this.#current.members) if (member.unkeyed !== true && !isPrivate(member.name)) this.#key(member);
    const undo = (): void => {
      [this.#current, this.#unit, this.#renewed, this.#beginning] = before;
    };
    undoIfFails(undo, () => {
      this.#current = next;
      this.#unit = units.classUnit(next);
      const renewed = [...this.#renewed, ...(patch.renewed ?? []).filter((name) => !this.#comesBack(name, change))];
      this.#renewed = new Set(renewed.filter((name) => givenOf(next).some((m) => m.name === name)));
      this.#beginning = this.#begin(fieldMembers(next), givenOf(next));
    });
    return undo;
  }

  /** Whether a private name of a version before is one that the class itself gives all that it makes. */
  #comesBack(name: string, { patch, direction }: ClassChange): boolean {
    const isAdded = patch.instances?.fields.some((f) => f.kind === "added" && f.name === name) === true;
    return direction === "back" && isAdded && isPrivate(name) && !this.#privates.added.has(name);
  }

  #begin(fields: readonly MemberDescriptor[], given: readonly MemberDescriptor[]): Beginning {
    const lost = fieldMembers(this.#native).filter((f) => f.assigned !== true && !fields.some((g) => g.name === f.name));
    const renewed = given.filter((m) => this.#renewed.has(m.name));
    if (lost.length + renewed.length === 0) return nothing;
    const early = [...lost, ...renewed].find((m) => this.#native.base !== undefined && this.#isNative(m));
    if (early !== undefined)
      throw new Refusal(
        "DERIVED_FIELD",
        `\`${this.id}\` gives its objects \`${early.name}\` after its base class has made them, which cannot be changed in a running program: restart the process for this change`,
        `${early.place.file}:${early.place.line}`,
      );
    const own = renewed.find((m) => m.initial === "fixed");
    if (own !== undefined)
      throw new Refusal(
        "FIELD",
        `objects of \`${this.id}\` do not get \`${own.name}\` from the class's own text, which alone could compute its new initialiser: it uses private names, \`super\`, or names around the class`,
        `${own.place.file}:${own.place.line}`,
      );
    const dependent = renewed.find((f) => this.#native.base !== undefined && f.initial === "effects");
    if (dependent !== undefined)
      throw new Refusal(
        "DERIVED_FIELD",
        `objects of \`${this.id}\` get \`${dependent.name}\` before its other fields in a running program, on which its initialiser may depend: restart the process for this change`,
        `${dependent.place.file}:${dependent.place.line}`,
      );
    return {
      loses: lost.map((f) => this.#key(f)),
      gets: renewed.map((m) => ({
        place: this.#place(m.name),
        once: this.#privates.added.has(m.name),
        compute: this.#initialiser(m.name),
      })),
    };
  }

  /** Whether objects have it from the class as its code makes it. */
  #isNative({ name }: MemberDescriptor): boolean {
    return isPrivate(name) ? !this.#privates.added.has(name) : fieldMembers(this.#native).some((f) => f.name === name);
  }

  #initialiser(name: string): (this: object) => unknown {
    return this.#unit?.values[name] ?? (() => undefined);
  }

  #key({ name, static: isStatic }: Pick<MemberDescriptor, "name" | "static">): PropertyKey {
    const id = isStatic ? `static ${name}` : name;
    const unit = this.#unit ?? (this.#nativeUnits.hasClass(this.#native.index) ? this.#nativeUnits.classUnit(this.#native) : undefined);
    const key = this.#keys.get(id) ?? unit?.keys[id]?.() ?? name;
    this.#keys.set(id, key);
    return key;
  }

  // --- private names

  get privates(): AddedNames {
    return this.#privates.added;
  }

  /** Private names as code of the new version is linked with them. */
  preparePrivates(change: NameChange): AddedNames {
    return this.#privates.prepare(change, (name) => hasName(this.#current, name));
  }

  #findNative(name: string): PrivateName | undefined {
    const declared = this.#native.members.find((m) => m.name === name);
    const member = findMember(this.#nativeUnits.module.classes.get(this.#native.id), name);
    return declared === undefined || member === undefined
      ? undefined
      : nativeName(member, declared.kind === "field" ? "field" : "function");
  }

  /** A private name of the class's own text, by which its objects are told from what only inherits from its prototype. */
  #witness(): PrivateName | undefined {
    const own = this.#native.members.filter((m) => isPrivate(m.name) && !m.static);
    const found = own.find((m) => m.kind !== "field") ?? own[0];
    return found && this.#findNative(found.name);
  }

  /**
   * New code meets an object without private names that it should have: `super()` was about to give it what the class declares when the update
   * came, or an initialiser of the class's own text calls new code before the constructor's code begins.
   */
  #bringUp(object: object): void {
    const witness = this.#witness();
    const callsEarly = (): boolean =>
      this.#native.base === undefined && this.#native.members.some((m) => m.initial === "effects" || m.initial === "fixed");
    if (witness?.holds(object) !== true && !callsEarly()) return;
    if (isProxy(object) || !Object.prototype.isPrototypeOf.call(this.#value().prototype, object)) return;
    for (const { place, once, compute } of this.#beginning.gets) if (once && !place.has(object)) place.define(object, compute.call(object));
  }

  // --- the class and its prototype

  #setMember(made: ClassValue, { name, static: isStatic, action }: MemberPatch, change: ClassChange): Undo {
    const target: object = isStatic ? made : made.prototype;
    const key = this.#key({ name, static: isStatic });
    const before = Object.getOwnPropertyDescriptor(target, key);
    const after = this.#property(key, action, before, change, isStatic ? `static ${name}` : name, made);
    if (after === undefined ? !Reflect.deleteProperty(target, key) : !Reflect.defineProperty(target, key, after))
      throw new Refusal("MEMBER", `\`${this.id}.${name}\` cannot be changed: the program has frozen it`);
    return () => {
      if (before === undefined) Reflect.deleteProperty(target, key);
      else Object.defineProperty(target, key, before);
    };
  }

  /** What a private name is was told when it was prepared. A static field begins with its initialiser, a rollback finds it as it was left. */
  #setPrivate(made: ClassValue, { name, action }: MemberPatch, { direction }: ClassChange, before: Before): Undo {
    const isNew = !hasName(before.descriptor, name);
    if (action.kind !== "value" || (isNew && direction === "back")) return () => undefined;
    const place = this.#place(name);
    const value = place.read(made);
    place.define(made, this.#initialiser(`static ${name}`).call(made));
    return () => place.define(made, value);
  }

  #property(
    key: PropertyKey,
    action: MemberPatch["action"],
    before: PropertyDescriptor | undefined,
    change: ClassChange,
    id: string,
    made: ClassValue,
  ): PropertyDescriptor | undefined {
    const hidden = { enumerable: false, configurable: true };
    switch (action.kind) {
      case "delete":
        return undefined;
      case "method":
        return { value: named(change.enter(action.function), key, ""), writable: true, ...hidden };
      case "value":
        return { value: this.#initialiser(id).call(made), writable: true, enumerable: true, configurable: true };
      case "accessor": {
        const half = <Half extends "get" | "set">(wanted: number | "keep" | undefined, is: Half): PropertyDescriptor[Half] =>
          wanted === "keep" ? before?.[is] : wanted === undefined ? undefined : named(change.enter(wanted), key, is);
        // A half that is not named would stay what it was.
        return { get: half(action.get, "get"), set: half(action.set, "set"), ...hidden } as PropertyDescriptor;
      }
    }
  }

  #setBase(made: ClassValue): Undo {
    const base = this.#unit?.base?.();
    const owner = this.#shim ?? made;
    const before = [Object.getPrototypeOf(owner) as object, Object.getPrototypeOf(made.prototype) as object] as const;
    if (typeof base !== "function" || typeof base.prototype !== "object")
      throw new Refusal("BASE", `\`${this.id}\` now extends ${String(base)}, which is no class`);
    const [old, next] = [rootOf(before[0]), rootOf(base)];
    if (old !== next && (isNative(old) || isNative(next)))
      throw new Refusal(
        "BASE_EXOTIC",
        `\`${this.id}\` extended \`${nameOf(before[0])}\` and now extends \`${nameOf(base)}\`: objects of \`${nameOf(isNative(old) ? old : next)}\` are made in a way of their own, which cannot be given to objects that exist`,
      );
    const set = (maker: object, prototype: object): void => {
      Object.setPrototypeOf(owner, maker);
      Object.setPrototypeOf(made.prototype, prototype);
    };
    const undo = (): void => set(before[0], before[1]);
    undoIfFails(undo, () => set(base, base.prototype as object));
    return undo;
  }

  /** A derived class's objects are made by its base: between the two, new fields can be given. */
  #setShim(made: ClassValue): Undo {
    if (this.#native.base === undefined || this.beginsAnew === (this.#shim !== undefined)) return () => undefined;
    const before = this.#shim;
    const base = Object.getPrototypeOf(before ?? made) as ClassValue;
    const shim = before === undefined ? between(base, this.begin) : undefined;
    Object.setPrototypeOf(made, shim ?? base);
    this.#shim = shim;
    return () => {
      this.#shim = before;
      Object.setPrototypeOf(made, before ?? base);
    };
  }

  // --- objects

  /** What these transformers have to be called with before all objects can be converted at once. */
  awaitedCalls(keys: readonly string[], finder: ObjectFinder): AwaitedCall[] {
    if (keys.length === 0) return [];
    const hidden = this.#hidden(this.#current, this.#privates.added);
    const objects = finder.find(this.#value().prototype);
    for (const object of objects) this.#instances?.follow(object);
    return objects.flatMap((object) => keys.map((key) => ({ key, object, value: fieldsOf(object, hidden) })));
  }

  /** Private fields of one version. */
  #hidden(of: ClassDescriptor, names: AddedNames): Map<string, FieldPlace> {
    return new Map(privateFieldsOf(of).map(({ name }) => [name, this.#place(name, names)]));
  }

  #convert(
    made: ClassValue,
    change: ClassChange,
    { fields, strategy }: NonNullable<ClassPatch["instances"]>,
    before: Before,
    finder: ObjectFinder,
  ): Undo {
    const conversion: Conversion = {
      owner: this.id,
      fields: fields.map((f) => this.#fieldStep(f, change, before)),
      hidden: this.#hidden(before.descriptor, before.privates),
      kept: createKept(),
    };
    this.#instances ??= new Instances(made.prototype);
    return change.direction === "back"
      ? this.#instances.retreat(conversion, finder)
      : this.#instances.advance(conversion, typeof strategy === "object" ? choiceOf(strategy, change) : strategy, finder);
  }

  #fieldStep(field: FieldPatch, change: ClassChange, before: Before): FieldStep {
    const { kind, name } = field;
    if (field.kind === "removed") return { kind, name, place: this.#place(name, before.privates) };
    return { kind, name, place: this.#place(name, this.#privates.added, this.#witness()), value: this.#fieldValue(field, change, before) };
  }

  #place(name: string, privates = this.#privates.added, witness?: PrivateName): FieldPlace {
    if (!isPrivate(name)) return publicPlace(this.#key({ name, static: false }));
    const found = this.#privates.find(name, privates);
    if (found === undefined)
      throw new Refusal("MEMBER", `objects of \`${this.id}\` cannot be given \`${name}\`: the class has no such name`);
    return privatePlace(name, found, witness);
  }

  #fieldValue({ name, source }: Exclude<FieldPatch, { kind: "removed" }>, change: ClassChange, before: Before): FieldValue {
    switch (source.kind) {
      case "mark":
        return { kind: "mark" };
      case "initialiser":
        return { kind: "initialiser", compute: this.#initialiser(name) };
      case "field":
        return { kind: "field", from: this.#place(source.from, before.privates) };
      case "transformer":
        return { kind: "transformer", transform: (old, object) => change.transformers.ofObject(source.key, object, old) };
      case "kept":
        return { kind: "kept" };
    }
  }
}

/** What is deleted and put back would come last. */
function keepOrder(object: object): Undo {
  const before = Reflect.ownKeys(object);
  return () => reorder(object, before);
}

const choiceOf = ({ key, rest }: { readonly key: string; readonly rest: "lazy" | "none" }, { transformers }: ClassChange): Choice => ({
  rest,
  run: (objects, convert) => void transformers.run(key, objects, convert),
});

const fieldMembers = (of: ClassDescriptor): MemberDescriptor[] =>
  of.members.filter((m) => m.kind === "field" && !m.static && !isPrivate(m.name));

const privateFieldsOf = (of: ClassDescriptor): MemberDescriptor[] =>
  of.members.filter((m) => m.kind === "field" && !m.static && isPrivate(m.name));

const hasName = ({ members }: ClassDescriptor, name: string): boolean => members.some((m) => m.name === name);

/** What each object of a class has for itself: fields and private names, of which functions come first. */
function givenOf({ members }: ClassDescriptor): MemberDescriptor[] {
  const own = members.filter((m) => !m.static && (isPrivate(m.name) || m.kind === "field"));
  const all = [...own.filter((m) => m.kind !== "field"), ...own.filter((m) => m.kind === "field")];
  return [...new Map(all.map((m) => [m.name, m])).values()];
}

function between(base: ClassValue, begin: (object: object) => void): ClassValue {
  return class extends base {
    constructor(...args: unknown[]) {
      super(...args);
      begin(this);
    }
  };
}

/** The class at the end of a chain of bases. */
function rootOf(maker: object): object {
  let root = maker;
  for (let at: object | null = maker; at !== null && at !== Function.prototype; at = Object.getPrototypeOf(at) as object | null) root = at;
  return root;
}

const isNative = (maker: object): boolean => /\{\s*\[native code\]\s*\}\s*$/.test(Function.prototype.toString.call(maker));
const nameOf = (maker: object): string => (maker as { name?: string }).name ?? "?";
