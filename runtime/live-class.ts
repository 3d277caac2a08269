// One class of the running program through all its versions: what it was made as, and what it is now.
import type { UnitFile } from "./code.js";
import type { ClassDescriptor, MemberDescriptor } from "./contract/build.js";
import type { ClassUnit, EnteredFunction } from "./contract/emitted.js";
import type { ClassPatch, FieldPatch } from "./contract/patch.js";
import { type Conversion, createKept, type FieldStep, type FieldValue } from "./conversion.js";
import { Instances, type ObjectFinder, type Undo } from "./instances.js";
import { createField, type DefineField } from "./own-field.js";
import { Refusal } from "./refusal.js";
import type { Transform } from "./transformers.js";

export type ClassValue = (new (...args: unknown[]) => object) & { readonly prototype: object };

/** A patch's part of one class, with the code that it brings. */
export interface ClassChange {
  readonly patch: ClassPatch;
  readonly next: ClassDescriptor;
  readonly units: UnitFile;
  readonly direction: "forward" | "back";
  /** A function of the patch as it is installed. */
  enter(fn: number): EnteredFunction;
  readonly transform: Transform;
}

/** What a class does to an object that it has just made with its first version's fields. */
interface Beginning {
  readonly loses: readonly PropertyKey[];
  readonly gets: readonly { readonly define: DefineField; compute(this: object): unknown }[];
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
  #instances: Instances | undefined;
  /** Stands between a derived class and its base, where new objects have to begin otherwise. */
  #shim: ClassValue | undefined;

  constructor(native: ClassDescriptor, units: UnitFile, read: () => unknown) {
    this.#native = native;
    this.#nativeUnits = units;
    this.#current = native;
    this.#read = read;
  }

  get id(): string {
    return this.#current.id;
  }

  /** Called for an object at the start of its constructor's code, or (derived classes) when its base has made it. */
  readonly begin = (object: object): void => {
    const { loses, gets } = this.#beginning;
    for (const key of loses) Reflect.deleteProperty(object, key);
    for (const { define, compute } of gets) define(object, compute.call(object));
    this.#instances?.noteNew(object);
  };

  /** Whether objects begin otherwise than the class itself makes them. */
  get beginsAnew(): boolean {
    return this.#beginning !== nothing;
  }

  /** Brings the class and its objects into the new version. Returns what undoes it; where something throws, nothing has been done. */
  apply(change: ClassChange, finder: ObjectFinder): Undo {
    const undo: Undo[] = [];
    try {
      undo.push(this.#adopt(change));
      const made = this.#value();
      if (change.patch.base !== undefined) undo.push(this.#setBase(made));
      for (const member of change.patch.members) undo.push(this.#setMember(made, member, change));
      undo.push(this.#setShim(made));
      if (change.patch.instances !== undefined) undo.push(this.#convert(made, change, change.patch.instances, finder));
    } catch (error) {
      for (const step of undo.reverse()) step();
      throw error;
    }
    return () => {
      for (const step of undo.reverse()) step();
    };
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
  #adopt({ next, units, patch }: ClassChange): Undo {
    const before = [this.#current, this.#unit, this.#renewed, this.#beginning] as const;
    // Keys that only the old version can compute are asked for before it is gone.
    for (const member of this.#current.members) if (member.unkeyed !== true && !member.name.startsWith("#")) this.#key(member);
    this.#current = next;
    this.#unit = units.classUnit(next);
    const fields = fieldsOf(next);
    this.#renewed = new Set([...this.#renewed, ...(patch.renewed ?? [])].filter((name) => fields.some((f) => f.name === name)));
    this.#beginning = this.#begin(fields);
    return () => {
      [this.#current, this.#unit, this.#renewed, this.#beginning] = before;
    };
  }

  #begin(fields: readonly MemberDescriptor[]): Beginning {
    const lost = fieldsOf(this.#native).filter((f) => !fields.some((g) => g.name === f.name));
    const renewed = fields.filter((f) => this.#renewed.has(f.name));
    if (lost.length + renewed.length === 0) return nothing;
    const early = [...lost, ...renewed].find(
      (f) => this.#native.base !== undefined && fieldsOf(this.#native).some((g) => g.name === f.name),
    );
    if (early !== undefined)
      throw new Refusal(
        "DERIVED_FIELD",
        `\`${this.id}\` gives its objects \`${early.name}\` after its base class has made them, which cannot be changed in a running program: restart the process for this change`,
        `${early.place.file}:${early.place.line}`,
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
      gets: renewed.map((f) => ({ define: createField(this.#key(f)), compute: this.#initialiser(f.name) })),
    };
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

  // --- the class and its prototype

  #setMember(made: ClassValue, { name, static: isStatic, action }: ClassPatch["members"][number], change: ClassChange): Undo {
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

  #property(
    key: PropertyKey,
    action: ClassPatch["members"][number]["action"],
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
    set(base, base.prototype as object);
    return () => set(before[0], before[1]);
  }

  /** A derived class's objects are made by its base: between the two, new fields can be given. */
  #setShim(made: ClassValue): Undo {
    if (this.#native.base === undefined || this.beginsAnew === (this.#shim !== undefined)) return () => undefined;
    const before = this.#shim;
    const base = Object.getPrototypeOf(before ?? made) as ClassValue;
    this.#shim = before === undefined ? between(base, this.begin) : undefined;
    Object.setPrototypeOf(made, this.#shim ?? base);
    return () => {
      this.#shim = before;
      Object.setPrototypeOf(made, before ?? base);
    };
  }

  // --- objects

  #convert(made: ClassValue, change: ClassChange, { fields, strategy }: NonNullable<ClassPatch["instances"]>, finder: ObjectFinder): Undo {
    const conversion: Conversion = {
      owner: this.id,
      fields: fields.filter((f) => !f.name.startsWith("#")).map((f) => this.#fieldStep(f, change)),
      kept: createKept(),
    };
    this.#instances ??= new Instances(made.prototype);
    return change.direction === "back"
      ? this.#instances.retreat(conversion, finder)
      : this.#instances.advance(conversion, strategy, finder);
  }

  #fieldStep(field: FieldPatch, change: ClassChange): FieldStep {
    const key = this.#key({ name: field.name, static: false });
    const common = { kind: field.kind, name: field.name, key, define: createField(key) };
    return field.kind === "removed" ? common : { ...common, value: this.#fieldValue(field, change) };
  }

  #fieldValue({ name, source }: Exclude<FieldPatch, { kind: "removed" }>, change: ClassChange): FieldValue {
    switch (source.kind) {
      case "initialiser":
        return { kind: "initialiser", compute: this.#initialiser(name) };
      case "field":
        return { kind: "field", from: this.#key({ name: source.from, static: false }) };
      case "transformer":
        return { kind: "transformer", transform: (old) => change.transform(source.key, old) };
      case "kept":
        return { kind: "kept" };
    }
  }
}

const fieldsOf = (of: ClassDescriptor): MemberDescriptor[] =>
  of.members.filter((m) => m.kind === "field" && !m.static && !m.name.startsWith("#"));

/** A method's name is its key, an accessor's `get size`. */
function named<Fn>(fn: Fn, key: PropertyKey, prefix: "" | "get" | "set"): Fn {
  const shown = typeof key === "symbol" ? `[${key.description ?? ""}]` : String(key);
  return Object.defineProperty(fn, "name", { value: prefix === "" ? shown : `${prefix} ${shown}`, configurable: true });
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
