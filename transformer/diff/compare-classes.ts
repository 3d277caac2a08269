// What changed in the classes that both builds have, and what a running process makes of it: members, fields of objects, base classes.
import {
  type ClassDescriptor,
  type FunctionDescriptor,
  type MemberDescriptor,
  type ModuleDescriptor,
  showPlace,
} from "../../runtime/contract/build.js";
import type { Change, ClassPatch, FieldPatch, InstancePatch, MemberPatch } from "../../runtime/contract/patch.js";
import { classKey } from "./answers.js";
import type { ClassFinder, ClassInput } from "./class-input.js";
import { compareFields, isRouted, shownFields } from "./compare-fields.js";

export interface ClassComparison {
  readonly changes: readonly Change[];
  readonly patches: readonly ClassPatch[];
  /** Functions of the new build that are installed as members. */
  readonly installed: ReadonlySet<number>;
  /** Constructors that have to run anew although they did not change: what they begin with did. */
  readonly constructors: ReadonlySet<number>;
  /** Initialisers of fields (and other members) of classes that were compared member by member. */
  readonly parts: ReadonlySet<number>;
}

export function compareClasses(input: ClassInput): ClassComparison {
  const comparer = new ClassComparer(input);
  for (const before of input.old.classes) {
    const after = input.new.classes.find((c) => c.id === before.id);
    if (after !== undefined) comparer.compare(before, after);
  }
  return comparer;
}

/** All that stands under one key, on the class itself or for its objects. */
interface Slot {
  readonly name: string;
  readonly static: boolean;
  readonly field?: MemberDescriptor;
  readonly method?: MemberDescriptor;
  readonly getter?: MemberDescriptor;
  readonly setter?: MemberDescriptor;
}

const nothing = (name: string, isStatic: boolean): Slot => ({ name, static: isStatic });

class ClassComparer implements ClassComparison {
  readonly changes: Change[] = [];
  readonly patches: ClassPatch[] = [];
  readonly installed = new Set<number>();
  readonly constructors = new Set<number>();
  readonly parts = new Set<number>();
  readonly #input: ClassInput;

  constructor(input: ClassInput) {
    this.#input = input;
  }

  compare(old: ClassDescriptor, next: ClassDescriptor): void {
    const shape = isLocal(old) || isLocal(next) ? heldShapeOf : shapeOf;
    const isSame = shape(old, this.#input.old) === shape(next, this.#input.new);
    const obstacle = isSame ? undefined : findObstacle(old, next);
    if (obstacle !== undefined) return this.#say("refused", "changed", next.id, old, next, obstacle.code, obstacle.why);
    if (next.variable === undefined) return;
    const members = this.#compareMembers(old, next);
    const marks = compareMarks(old, next);
    const compared = compareFields(old, next, this.#input);
    const fields = { patch: [...marks, ...compared.patch], renewed: [...marks.flatMap(addedName), ...compared.renewed] };
    this.changes.push(...compared.changes);
    const renewsObjects = compared.renewsObjects || fields.renewed.length > 0;
    this.#compareConstructor(old, next, renewsObjects);
    const base = this.#compareBase(old, next);
    for (const { function: part } of next.members) if (part !== undefined) this.parts.add(part);
    const isWhole = members.length + fields.patch.length + fields.renewed.length === 0 && !base && !renewsObjects;
    if (isWhole && !compared.reinitialises) return;
    this.patches.push({
      old: old.id,
      new: next.id,
      variable: next.variable,
      members,
      ...(base ? { base: "changed" as const } : {}),
      ...(fields.patch.length === 0 ? {} : { instances: this.#instances(old, next, fields.patch, compared.changes) }),
      ...(fields.renewed.length === 0 ? {} : { renewed: fields.renewed }),
    });
  }

  #say(
    verdict: Change["verdict"],
    action: Change["action"],
    name: string,
    old: MemberDescriptor | ClassDescriptor | undefined,
    next: MemberDescriptor | ClassDescriptor | undefined,
    code?: string,
    why?: string,
  ): void {
    this.changes.push({
      verdict,
      what: "class",
      action,
      name,
      ...(old === undefined ? {} : { old: old.place }),
      ...(next === undefined ? {} : { new: next.place }),
      ...(code === undefined ? {} : { code }),
      ...(why === undefined ? {} : { why }),
    });
  }

  // --- methods, accessors, statics

  #compareMembers(old: ClassDescriptor, next: ClassDescriptor): MemberPatch[] {
    const [before, after] = [slotsOf(old), slotsOf(next)];
    const patches: MemberPatch[] = [];
    for (const key of new Set([...before.keys(), ...after.keys()])) {
      const known = (before.get(key) ?? after.get(key)) as Slot;
      const empty = nothing(known.name, known.static);
      const patch = this.#compareSlot(next, before.get(key) ?? empty, after.get(key) ?? empty);
      if (patch !== undefined) patches.push(patch);
    }
    this.#compareBlocks(old, next);
    return patches;
  }

  #compareSlot(owner: ClassDescriptor, old: Slot, next: Slot): MemberPatch | undefined {
    const common = { name: next.name, static: next.static, keyOf: "new" as const };
    const another = anotherKind(old, next);
    if (another !== undefined) {
      this.#saySlot("refused", "changed", owner, old, next, "MEMBER", another);
      return undefined;
    }
    if (next.method !== undefined) {
      if (old.method !== undefined) return undefined; // the function itself is compared
      return this.#install(owner, old, next, [next.method], {
        ...common,
        action: { kind: "method", function: next.method.function ?? -1 },
      });
    }
    if (next.getter !== undefined || next.setter !== undefined) return this.#compareAccessor(owner, old, next);
    if (next.static && next.field !== undefined) return this.#compareStatic(owner, old, next, next.field);
    if (!hasProperty(old)) return undefined;
    if (isPrivate(old.name)) {
      this.#saySlot("safe", "removed", owner, old, next);
      return undefined; // nothing can see that it is still there
    }
    // Its place is free, or taken by a field, which every object has for itself.
    if (next.field === undefined) this.#saySlot("safe", "removed", owner, old, next);
    return { ...common, keyOf: "old", action: { kind: "delete" } };
  }

  #compareAccessor(owner: ClassDescriptor, old: Slot, next: Slot): MemberPatch | undefined {
    const half = (before: MemberDescriptor | undefined, after: MemberDescriptor | undefined): number | "keep" | undefined =>
      after === undefined ? undefined : before === undefined ? (after.function ?? -1) : "keep";
    const [get, set] = [half(old.getter, next.getter), half(old.setter, next.setter)];
    const lost = (old.getter !== undefined && next.getter === undefined) || (old.setter !== undefined && next.setter === undefined);
    if (typeof get !== "number" && typeof set !== "number" && !lost) return undefined;
    const added = [next.getter, next.setter].filter(
      (m): m is MemberDescriptor => m !== undefined && (m === next.getter ? get : set) !== "keep",
    );
    return this.#install(owner, old, next, added, {
      name: next.name,
      static: next.static,
      keyOf: "new",
      action: { kind: "accessor", ...(get === undefined ? {} : { get }), ...(set === undefined ? {} : { set }) },
    });
  }

  #install(owner: ClassDescriptor, old: Slot, next: Slot, added: readonly MemberDescriptor[], patch: MemberPatch): MemberPatch | undefined {
    for (const member of added) {
      const fn = this.#input.new.functions[member.function ?? -1] as FunctionDescriptor;
      const why = obstacleOf(member, fn);
      if (why !== undefined) {
        this.#say("refused", isEmpty(old) ? "added" : "changed", memberName(owner, next), memberOf(old), member, "MEMBER", why);
        return undefined;
      }
      this.installed.add(fn.index);
    }
    this.#say("safe", isEmpty(old) ? "added" : "changed", memberName(owner, next), memberOf(old), added[0] ?? memberOf(next));
    return patch;
  }

  #saySlot(
    verdict: Change["verdict"],
    action: Change["action"],
    owner: ClassDescriptor,
    old: Slot,
    next: Slot,
    code?: string,
    why?: string,
  ): void {
    this.#say(verdict, action, memberName(owner, next), memberOf(old), memberOf(next), code, why);
  }

  #compareStatic(owner: ClassDescriptor, old: Slot, next: Slot, field: MemberDescriptor): MemberPatch | undefined {
    const value: MemberPatch = { name: next.name, static: true, keyOf: "new", action: { kind: "value" } };
    const say = (verdict: Change["verdict"], code: string, why: string): void =>
      this.#saySlot(verdict, isEmpty(old) ? "added" : "changed", owner, old, next, code, why);
    const before = old.field;
    if (before === undefined) {
      if (field.initial === "fixed" || field.unkeyed === true) {
        say(
          "refused",
          "STATIC",
          "its initialiser uses what only the class itself can reach (private names, `super`), or its key has to be computed",
        );
        return undefined;
      }
      say("migrated", "INITIALISED", "its initialiser runs when the patch comes into force");
      return value;
    }
    if (!this.#input.types.fits(before.type, field.type)) {
      say(
        "needs-transformer",
        "STATIC_TYPE",
        `its type was \`${before.type?.text}\` and is \`${field.type?.text}\`: the value that the class holds is of the old one`,
      );
      return undefined;
    }
    if (before.digest === field.digest) return undefined;
    if (field.readonly === true && before.literal !== undefined && field.literal !== undefined) {
      say("migrated", "LITERAL", "it is a literal that nothing assigns: the class gets the new value");
      return value;
    }
    say("no-effect", "VALUE_KEPT", "its initialiser ran when the class was made; it keeps the value it has now");
    return undefined;
  }

  #compareBlocks(old: ClassDescriptor, next: ClassDescriptor): void {
    const blocks = (of: ClassDescriptor): MemberDescriptor[] => of.members.filter((m) => m.kind === "block");
    const [before, after] = [blocks(old), blocks(next)];
    if (before.map((b) => b.digest).join() === after.map((b) => b.digest).join()) return;
    this.#say(
      "no-effect",
      after.length === 0 ? "removed" : "changed",
      `${next.id}, static block`,
      before[0],
      after[0],
      "ALREADY_RAN",
      "a static block ran when the class was made, and does not run again",
    );
  }

  // --- objects

  /** When objects follow is up to the user where they can wait; a function under the class's key converts them in an order of its own. */
  #instances(old: ClassDescriptor, next: ClassDescriptor, fields: readonly FieldPatch[], changes: readonly Change[]): InstancePatch {
    const { answers, questions } = this.#input;
    const isAsked = changes.some(({ verdict, code }) => verdict === "needs-transformer" && code === "FIELD_TYPE");
    const canWait = !isAsked && fields.every((f) => !isPrivate(f.name) && f.kind !== "converted");
    const key = classKey(this.#input.new, next);
    if (answers.direction === "forward")
      questions.push({
        key,
        is: "optional",
        admits: [...(canWait ? (["lazy"] as const) : []), "eager", "convert"],
        objects: shownFields(this.#input.old, old),
        why: `when objects of ${next.id} that exist get the fields of their new version`,
      });
    const answer = answers.given.get(key)?.kind;
    const isTogether = answers.invariants.some(({ members }) => members.includes(key));
    if (answer === "convert")
      return { strategy: { key, rank: [...answers.given.keys()].indexOf(key), rest: canWait && !isTogether ? "lazy" : "none" }, fields };
    // Nothing can be said of a class for the way back.
    if (isTogether && answers.direction === "back") return { strategy: "eager", fields };
    const waitsByItself = canWait && fields.every((f) => f.kind === "removed" || f.source.kind !== "transformer");
    const isLazy = canWait && (answer === "lazy" || (answer === undefined && waitsByItself && answers.instances === "lazy"));
    return { strategy: isLazy ? "lazy" : "eager", fields };
  }

  /** Objects that are made from now on get their fields from the constructor's code, wherever the class was made. */
  #compareConstructor(old: ClassDescriptor, next: ClassDescriptor, renewsObjects: boolean): void {
    if (!renewsObjects || next.base !== undefined) return;
    const fn = next.construct === undefined ? undefined : this.#input.new.functions[next.construct];
    const why = fn === undefined || old.construct === undefined ? "it has no constructor" : fn.fixed;
    if (why !== undefined)
      this.#say(
        "refused",
        "changed",
        next.id,
        old,
        next,
        "CONSTRUCTOR",
        `its fields changed, and what makes its objects cannot be updated: ${why}`,
      );
    else this.constructors.add((fn as FunctionDescriptor).index);
  }

  /** Objects that exist were made with the fields of the old base. */
  #baseObstacle(old: ClassDescriptor, next: ClassDescriptor): string | undefined {
    const { findClass } = this.#input;
    const [before, after] = [basesOf(old, this.#input.old, findClass.old), basesOf(next, this.#input.new, findClass.new)];
    if (before === undefined || after === undefined)
      return `whether objects made by \`${old.base}\` are as those of \`${next.base}\` cannot be told: one of them is no class of the program`;
    const fields = (of: readonly ClassDescriptor[]): MemberDescriptor[] =>
      of.flatMap((c) => c.members.filter((m) => m.kind === "field" && !m.static));
    const known = fields(before);
    const missing = fields(after).find((f) => isPrivate(f.name) || !known.some((k) => k.name === f.name && k.type?.text === f.type?.text));
    return (
      missing &&
      `objects that exist have no \`${missing.name}\` of the new base (${showPlace(missing.place)}): give the class such a field itself, or give the new class a name of its own`
    );
  }

  #compareBase(old: ClassDescriptor, next: ClassDescriptor): boolean {
    if (old.base === next.base) return false;
    const why = this.#baseObstacle(old, next);
    if (why !== undefined) this.#say("refused", "changed", `${next.id} extends ${next.base}`, old, next, "BASE_FIELDS", why);
    if (why !== undefined) return false;
    this.#say(
      "migrated",
      "changed",
      `${next.id} extends ${next.base}`,
      old,
      next,
      "BASE",
      `it extended ${old.base}: the class and its objects inherit from the new base from now on`,
    );
    return true;
  }
}

/** The classes that a class inherits from, as far as they are classes of the program; undefined where one is not. */
function basesOf(of: ClassDescriptor, module: ModuleDescriptor, find: ClassFinder): ClassDescriptor[] | undefined {
  if (of.base === undefined) return [];
  const found = find(module, of.base);
  const further = found && basesOf(found.descriptor, found.module, find);
  return further && found && [found.descriptor, ...further];
}

/** Everything of a class but its methods' code. */
const shapeOf = ({ base = "", construct, members, loweredNames }: ClassDescriptor): string =>
  JSON.stringify([base, construct === undefined, members.map((m) => [m.name, m.kind, m.static, m.digest, m.initial]), loweredNames]);

/**
 * What must stay where the classes and objects that exist cannot be found. The initialiser of a field is a function with a slot of its own:
 * whatever class of that text makes an object, it runs the newest. (pair `constructors-and-fields`)
 */
const heldShapeOf = ({ base = "", construct, members, loweredNames }: ClassDescriptor, module: ModuleDescriptor): string => {
  const isReplaceable = (m: MemberDescriptor): boolean => m.kind === "field" && !m.static && isRouted(m, module);
  const shapes = members.map((m) => [m.name, m.kind, m.static, m.type?.text, isReplaceable(m) || m.digest]);
  return JSON.stringify([base, construct === undefined, shapes, loweredNames]);
};

const isLocal = ({ variable }: ClassDescriptor): boolean => variable === undefined;

function findObstacle(old: ClassDescriptor, next: ClassDescriptor): { readonly code: string; readonly why: string } | undefined {
  if (isLocal(old) || isLocal(next))
    return {
      code: "CLASS_LOCAL",
      why: "its members, fields or base changed, and no name of the module always holds it: the classes and objects that exist cannot be found. Declare it at the top level of the module, or restart the process for this change",
    };
  const lowered = next.loweredNames?.find((name) => old.loweredNames?.includes(name) !== true);
  if (lowered !== undefined)
    return {
      code: "PRIVATE_LOWERED",
      why: `\`${lowered}\` is new, and below ES2022 TypeScript keeps private names outside of the class, where only its constructor puts objects: those that exist would not have it. Compile both versions for ES2022 or later`,
    };
  if ((old.base === undefined) !== (next.base === undefined))
    return {
      code: "BASE_KIND",
      why: `it ${old.base === undefined ? "extended nothing" : `extended ${old.base}`} and ${next.base === undefined ? "extends nothing now" : `extends ${next.base} now`}: a class stays the kind of constructor it was made as. Give the new class a name of its own`,
    };
  if (next.base !== undefined && (old.construct === undefined) !== (next.construct === undefined))
    return {
      code: "CONSTRUCTOR",
      why: `a class that exists cannot ${old.construct === undefined ? "get" : "lose"} the constructor of a derived class: restart the process for this change`,
    };
  if (old.base === next.base) return undefined;
  if (next.isBaseNamed !== true)
    return {
      code: "BASE_COMPUTED",
      why: `its base \`${next.base}\` is computed: name it by a variable, so that it is not made a second time`,
    };
  return undefined;
}

// --- members by key

function slotsOf(of: ClassDescriptor): Map<string, Slot> {
  const slots = new Map<string, Slot>();
  for (const member of of.members) {
    if (member.kind === "block") continue;
    const key = keyOf(member);
    slots.set(key, { ...(slots.get(key) ?? nothing(member.name, member.static)), [member.kind]: member });
  }
  return slots;
}

/** The class itself and its objects can have the same key, but a private name only once. */
const keyOf = (member: MemberDescriptor): string => (member.static && !isPrivate(member.name) ? `static ${member.name}` : member.name);
const memberOf = (slot: Slot): MemberDescriptor | undefined => slot.method ?? slot.getter ?? slot.setter ?? slot.field;
const memberName = (owner: ClassDescriptor, slot: Slot): string => `${owner.id}.${slot.static ? "static " : ""}${slot.name}`;
const isEmpty = (slot: Slot): boolean => memberOf(slot) === undefined;

/** Whether the class or its prototype holds something under the key. */
const hasProperty = (slot: Slot): boolean =>
  slot.method !== undefined || slot.getter !== undefined || slot.setter !== undefined || (slot.static && slot.field !== undefined);

const isPrivate = (name: string): boolean => name.startsWith("#");

const kindOf = (slot: Slot): string =>
  (slot.static ? "static " : "") + (slot.field !== undefined ? "field" : slot.method !== undefined ? "method" : "accessor");

/** Code that did not change goes on with what a private name was: nothing can be put in its place. */
function anotherKind(old: Slot, next: Slot): string | undefined {
  if (!isPrivate(next.name) || isEmpty(old) || isEmpty(next) || kindOf(old) === kindOf(next)) return undefined;
  return `\`${next.name}\` was a private ${kindOf(old)} and is a private ${kindOf(next)}: what the class declares under that name cannot be replaced. Give it another name`;
}

/** Private methods and accessors of objects: that an object has them is a mark that it carries. */
function compareMarks(old: ClassDescriptor, next: ClassDescriptor): FieldPatch[] {
  const marksOf = ({ members }: ClassDescriptor): Set<string> =>
    new Set(members.flatMap((m) => (isPrivate(m.name) && !m.static && m.kind !== "field" ? [m.name] : [])));
  const [before, after] = [marksOf(old), marksOf(next)];
  return [
    ...[...after].filter((name) => !before.has(name)).map((name) => ({ kind: "added", name, source: { kind: "mark" } }) as const),
    ...[...before].filter((name) => !after.has(name)).map((name) => ({ kind: "removed", name, why: "removed" }) as const),
  ];
}

const addedName = ({ kind, name }: FieldPatch): string[] => (kind === "added" ? [name] : []);

function obstacleOf(member: MemberDescriptor, fn: FunctionDescriptor): string | undefined {
  if (member.unkeyed === true) return "its key has to be computed by code that is no constant";
  if (fn.fixed !== undefined) return `it cannot be relocated: ${fn.fixed}`;
  return fn.captures.length > 0 ? "it uses variables around its class" : undefined;
}
