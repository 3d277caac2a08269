// Whether a value that was made as one type can be used as another, and if not, what changed: path by path.
import type { Place } from "../../runtime/contract/build.js";
import type { ObjectType, TupleElement, TypeDescriptor, TypeId, TypeNode, TypeProperty } from "../../runtime/contract/types.js";
import { showType } from "../text/type-text.js";
import { IdenticalTypes } from "./identical-types.js";

/**
 * What a difference means for a value that the program holds.
 * `breaks`: new code would find something else than its types say.
 * `leaves`: the value keeps something that the new version does not know of.
 * `widens`: every old value is a new one as well.
 * `calls`: functions of another type, which run their newest code.
 */
export type Effect = "breaks" | "leaves" | "widens" | "calls";

export interface TypeDifference {
  readonly effect: Effect;
  /** From the variable to what changed: `sessions: Map<string, Session>`, `Session.roles: string[]`. */
  readonly path: readonly string[];
  /** `is new and required` */
  readonly what: string;
  readonly old?: Place;
  readonly new?: Place;
}

/** Differences of one variable beyond this many are not listed. */
const LISTED = 12;

export interface ComparedModules {
  readonly old: readonly TypeNode[];
  readonly new: readonly TypeNode[];
  /** Classes of which both versions have one: their instances are looked at where the class is. */
  readonly isClassOfBoth: (name: string) => boolean;
}

/** Compares types of one module in two versions. */
export class TypeComparer {
  readonly #modules: ComparedModules;
  readonly #identical: IdenticalTypes;

  constructor(modules: ComparedModules) {
    this.#modules = modules;
    this.#identical = new IdenticalTypes(modules.old, modules.new);
  }

  /** Without types nothing is known: then nothing is said. */
  compare(name: string, old: TypeDescriptor | undefined, next: TypeDescriptor | undefined): TypeDifference[] {
    if (old === undefined || next === undefined || this.#identical.areSame(old.id, next.id)) return [];
    return new Comparison(this.#modules, this.#identical).run(`${name}: ${next.text}`, old.id, next.id);
  }

  get isClassOfBoth(): (name: string) => boolean {
    return this.#modules.isClassOfBoth;
  }

  /** Whether a value of the old type can be used as one of the new. */
  fits(old: TypeDescriptor | undefined, next: TypeDescriptor | undefined): boolean {
    return !this.compare("", old, next).some((difference) => difference.effect === "breaks");
  }

  /** The fields of a class, which stand for all its instances. */
  compareClass(name: string, old: TypeDescriptor | undefined, next: TypeDescriptor | undefined): TypeDifference[] {
    if (old === undefined || next === undefined || this.#identical.areSame(old.id, next.id)) return [];
    return new Comparison(this.#modules, this.#identical).runClass(name, old.id, next.id);
  }

  /** What a function variable holds is compared as a function. */
  isFunction(next: TypeDescriptor | undefined): boolean {
    return next !== undefined && this.#modules.new[next.id]?.kind === "function";
  }

  /** Whether a variable of this type may have no value. */
  admitsUndefined(next: TypeDescriptor | undefined): boolean {
    const node = next && this.#modules.new[next.id];
    const members = node?.kind === "union" ? node.members.map((m) => this.#modules.new[m]) : [node];
    return members.some((m) => m === undefined || (m.kind === "primitive" && ["undefined", "any", "unknown"].includes(m.name)));
  }
}

class Comparison {
  readonly #modules: ComparedModules;
  readonly #identical: IdenticalTypes;
  readonly #found: TypeDifference[] = [];
  /** Pairs that are being compared or were: what they lead to is told once. */
  #seen = new Set<string>();

  constructor(modules: ComparedModules, identical: IdenticalTypes) {
    this.#modules = modules;
    this.#identical = identical;
  }

  run(root: string, old: TypeId, next: TypeId): TypeDifference[] {
    this.#compare(old, next, [root]);
    return this.#found;
  }

  runClass(root: string, old: TypeId, next: TypeId): TypeDifference[] {
    const [a, b] = [this.#old(old), this.#new(next)];
    if (a.kind === "object" && b.kind === "object") this.#properties(a, b, [root]);
    else this.#compare(old, next, [root]);
    return this.#found;
  }

  #old(id: TypeId): TypeNode {
    return this.#modules.old[id] ?? NOTHING;
  }

  #new(id: TypeId): TypeNode {
    return this.#modules.new[id] ?? NOTHING;
  }

  #say(effect: Effect, path: readonly string[], what: string, places: Pick<TypeDifference, "old" | "new"> = {}): void {
    if (this.#found.length < LISTED) this.#found.push({ effect, path, what, ...places });
  }

  #compare(old: TypeId, next: TypeId, path: readonly string[]): void {
    const key = `${old} ${next}`;
    if (this.#seen.has(key) || this.#identical.areSame(old, next)) return;
    this.#seen.add(key);
    const [a, b] = [this.#old(old), this.#new(next)];
    if (isTop(b)) return this.#say("widens", path, `was \`${this.#text(old)}\` and can be anything now`);
    if (a.kind === "union") return this.#oldUnion(a.members, next, path);
    if (b.kind === "union") return this.#widened(old, b.members, next, path);
    if (b.kind === "intersection") return this.#newIntersection(old, b.members, next, path);
    if (a.kind === "intersection") return this.#oldIntersection(a.members, old, next, path);
    this.#compareNodes(a, b, old, next, path);
  }

  #compareNodes(a: TypeNode, b: TypeNode, old: TypeId, next: TypeId, path: readonly string[]): void {
    if (a.kind === "function" && b.kind === "function")
      return this.#say("calls", path, `was a function \`${a.text}\` and is \`${b.text}\`: functions that are held run their newest code`);
    if (a.kind === "object" && b.kind === "object") return this.#objects(a, b, old, next, path);
    if (a.kind === "reference" && b.kind === "reference") return this.#references(a, b, old, next, path);
    if (a.kind === "enum" && b.kind === "enum") return this.#enums(a, b, path);
    if (a.kind === "tuple" && b.kind === "tuple") return this.#tuples(a.elements, b.elements, path);
    if (a.kind === "tuple" && b.kind === "reference" && isArray(b)) {
      this.#say("widens", path, `was \`${this.#text(old)}\` and is the wider \`${this.#newText(next)}\``);
      return this.#elements(a.elements, b.args[0] as TypeId, path);
    }
    if (isWithin(a, b)) return this.#say("widens", path, `was \`${this.#text(old)}\` and is the wider \`${this.#newText(next)}\``);
    this.#retyped(old, next, path);
  }

  #text(id: TypeId): string {
    return showType(this.#modules.old, id);
  }

  #newText(id: TypeId): string {
    return showType(this.#modules.new, id);
  }

  #retyped(old: TypeId, next: TypeId, path: readonly string[]): void {
    const [before, after] = [this.#text(old), this.#newText(next)];
    const what = before === after ? `is another \`${after}\` than before` : `was \`${before}\` and is \`${after}\``;
    this.#say("breaks", path, what, { ...placeOf("old", this.#old(old)), ...placeOf("new", this.#new(next)) });
  }

  // --- unions and intersections

  #oldUnion(members: readonly TypeId[], next: TypeId, path: readonly string[]): void {
    const b = this.#new(next);
    for (const member of members) {
      if (b.kind === "union") this.#newUnion(member, b.members, next, path);
      else this.#compare(member, next, path);
    }
    if (b.kind !== "union" || b.members.length <= members.length) return;
    this.#say("widens", path, `can be more than before: \`${this.#newText(next)}\``);
  }

  #widened(old: TypeId, members: readonly TypeId[], next: TypeId, path: readonly string[]): void {
    const before = this.#found.length;
    this.#newUnion(old, members, next, path);
    if (this.#found.length === before) this.#say("widens", path, `was \`${this.#text(old)}\` and is the wider \`${this.#newText(next)}\``);
  }

  /** The old type has to fit one member; where it fits none, the likeliest one says why. */
  #newUnion(old: TypeId, members: readonly TypeId[], next: TypeId, path: readonly string[]): void {
    const a = this.#old(old);
    let best: TypeDifference[] | undefined;
    for (const member of members.filter((m) => isAlike(a, this.#new(m)))) {
      const tried = this.#try(old, member, path);
      if (!tried.found.some(breaks)) {
        this.#seen = tried.seen;
        this.#found.push(...tried.found);
        return;
      }
      if (best === undefined || tried.found.length < best.length) best = tried.found;
    }
    if (best === undefined) this.#retyped(old, next, path);
    else this.#found.push(...best);
  }

  #try(old: TypeId, next: TypeId, path: readonly string[]): { found: TypeDifference[]; seen: Set<string> } {
    const attempt = new Comparison(this.#modules, this.#identical);
    attempt.#seen = new Set(this.#seen);
    attempt.#compare(old, next, path);
    return { found: attempt.#found, seen: attempt.#seen };
  }

  #newIntersection(old: TypeId, members: readonly TypeId[], next: TypeId, path: readonly string[]): void {
    const a = this.#old(old);
    const parts = a.kind === "intersection" ? a.members : [old];
    const fits = (member: TypeId): boolean => parts.some((part) => !this.#try(part, member, path).found.some(breaks));
    if (!members.every(fits)) this.#retyped(old, next, path);
  }

  #oldIntersection(parts: readonly TypeId[], old: TypeId, next: TypeId, path: readonly string[]): void {
    if (!parts.some((part) => !this.#try(part, next, path).found.some(breaks))) return this.#retyped(old, next, path);
    this.#say("widens", path, `was \`${this.#text(old)}\` and is the wider \`${this.#newText(next)}\``);
  }

  // --- objects

  #objects(a: ObjectType, b: ObjectType, old: TypeId, next: TypeId, path: readonly string[]): void {
    const [own, wanted] = [a.classes?.[0], b.classes?.[0]];
    if (wanted !== undefined && own === wanted && this.#modules.isClassOfBoth(wanted))
      return this.#arguments(a.args ?? [], b.args ?? [], path);
    if (wanted !== undefined && !(a.classes ?? []).includes(wanted)) return this.#retyped(old, next, path);
    this.#properties(a, b, path);
    this.#methods(a, b, path);
    this.#indexes(a, b, path);
  }

  #properties(a: ObjectType, b: ObjectType, path: readonly string[]): void {
    const before = new Map(a.properties.map((p) => [p.name, p]));
    for (const property of b.properties) {
      const old = before.get(property.name);
      if (old === undefined) this.#addedProperty(a, b, property, path);
      else this.#keptProperty(a, b, old, property, path);
    }
    const after = new Set(b.properties.map((p) => p.name));
    if ((b.indexes ?? []).length > 0) return;
    for (const property of a.properties) {
      if (after.has(property.name)) continue;
      const what = "is gone from the type: objects that are held keep it";
      this.#say("leaves", [...path, this.#oldField(a, property)], what, placeOfProperty("old", a, property));
    }
  }

  #addedProperty(a: ObjectType, b: ObjectType, property: TypeProperty, path: readonly string[]): void {
    const to = [...path, this.#field(b, property)];
    const places = { ...placeOf("old", a), ...placeOfProperty("new", b, property) };
    if (property.optional) this.#say("widens", to, "is new and optional", places);
    else if (this.#admitsUndefined(property.type)) this.#say("widens", to, "is new, and may be undefined", places);
    else this.#say("breaks", to, "is new and required", places);
  }

  #admitsUndefined(id: TypeId): boolean {
    const node = this.#new(id);
    if (node.kind === "union") return node.members.some((m) => this.#admitsUndefined(m));
    return node.kind === "primitive" && ["undefined", "any", "unknown"].includes(node.name);
  }

  #keptProperty(a: ObjectType, b: ObjectType, old: TypeProperty, next: TypeProperty, path: readonly string[]): void {
    const to = [...path, this.#field(b, next)];
    const places = { ...placeOfProperty("old", a, old), ...placeOfProperty("new", b, next) };
    if (old.optional && !next.optional && !this.#admitsUndefined(next.type))
      this.#say("breaks", to, "was optional and is required", places);
    if (!old.optional && next.optional) this.#say("widens", to, "was required and is optional", places);
    const before = this.#found.length;
    this.#compare(old.type, next.type, to);
    for (const difference of this.#found.splice(before))
      this.#found.push(difference.path === to ? { ...places, ...difference } : difference);
  }

  /** A class brings its methods along; an object that is held has those that it was made with. */
  #methods(a: ObjectType, b: ObjectType, path: readonly string[]): void {
    if (a.classes !== undefined) return;
    const held = new Set([...(a.methods ?? []), ...a.properties.map((p) => p.name)]);
    for (const name of b.methods ?? [])
      if (!held.has(name)) this.#say("breaks", [...path, `${b.name ?? "{…}"}.${name}()`], "is new and required", placeOf("new", b));
  }

  #indexes(a: ObjectType, b: ObjectType, path: readonly string[]): void {
    for (const [key, type] of b.indexes ?? []) {
      const old = a.indexes?.find(([other]) => other === key)?.[1];
      const to = [...path, `${b.name ?? "{…}"}[${key}]: ${this.#newText(type)}`];
      if (old !== undefined) this.#compare(old, type, to);
      const known = new Set(b.properties.map((p) => p.name));
      for (const property of a.properties) if (!known.has(property.name)) this.#compare(property.type, type, to);
    }
  }

  #field(owner: ObjectType, property: TypeProperty): string {
    return `${owner.name ?? "{…}"}.${property.name}: ${this.#newText(property.type)}`;
  }

  #oldField(owner: ObjectType, property: TypeProperty): string {
    return `${owner.name ?? "{…}"}.${property.name}: ${this.#text(property.type)}`;
  }

  // --- references, tuples, enums

  #references(a: Reference, b: Reference, old: TypeId, next: TypeId, path: readonly string[]): void {
    const isSame = plainName(a) === plainName(b) && a.from === b.from && a.args.length === b.args.length;
    if (!isSame) return this.#retyped(old, next, path);
    if (a.digest !== b.digest)
      this.#say(
        "breaks",
        path,
        `holds \`${a.name}\` of package ${a.from}, whose declaration changed: objects that are held are of the old package`,
      );
    this.#arguments(a.args, b.args, path);
  }

  #arguments(old: readonly TypeId[], next: readonly TypeId[], path: readonly string[]): void {
    old.forEach((id, index) => {
      const other = next[index];
      if (other !== undefined) this.#compare(id, other, path);
    });
  }

  #tuples(old: readonly TupleElement[], next: readonly TupleElement[], path: readonly string[]): void {
    next.forEach((element, index) => {
      const before = old[index];
      const to = [...path, `[${index}]: ${this.#newText(element.type)}`];
      if (before !== undefined) {
        this.#compare(before.type, element.type, to);
        if (before.is !== "required" && element.is === "required") this.#say("breaks", to, "was optional and is required");
      } else if (element.is === "required") this.#say("breaks", to, "is new and required");
      else this.#say("widens", to, "is new and optional");
    });
    old.slice(next.length).forEach((element, index) => {
      const to = [...path, `[${next.length + index}]: ${this.#text(element.type)}`];
      const rest = next.at(-1);
      if (rest?.is === "rest") this.#compare(element.type, rest.type, to);
      else this.#say("breaks", to, "is gone: tuples that are held are longer");
    });
  }

  #elements(old: readonly TupleElement[], next: TypeId, path: readonly string[]): void {
    for (const element of old) this.#compare(element.type, next, path);
  }

  /** Held values are the members' values: each must mean what it meant. */
  #enums(a: Enum, b: Enum, path: readonly string[]): void {
    const names = new Map(b.members.map(([name, value]) => [value, name]));
    for (const [name, value] of a.members) {
      const now = names.get(value);
      if (now === name) continue;
      const what = now === undefined ? "is gone" : `is ${b.name}.${now} now`;
      this.#say("breaks", path, `holds ${a.name}, whose value ${JSON.stringify(value)} (${a.name}.${name}) ${what}`);
    }
    if (b.members.length > a.members.length) this.#say("widens", path, `holds ${a.name}, which has more members`);
  }
}

/** `sessions: Map<string, Session>` -> `Session.roles: string[]` is new and required (src/v.ts:3 -> src/v.ts:4) */
export function showDifference({ path, what, old, new: next }: TypeDifference): string {
  const places = [old, next].flatMap((place) => (place === undefined ? [] : [`${place.file}:${place.line}`]));
  return `${path.map((step) => `\`${step}\``).join(" -> ")} ${what}${places.length === 0 ? "" : ` (${places.join(" -> ")})`}`;
}

type Reference = Extract<TypeNode, { kind: "reference" }>;
type Enum = Extract<TypeNode, { kind: "enum" }>;

const NOTHING: TypeNode = { kind: "opaque", text: "?" };

const breaks = (difference: TypeDifference): boolean => difference.effect === "breaks";

const isTop = (node: TypeNode): boolean => node.kind === "primitive" && (node.name === "any" || node.name === "unknown");

/** `readonly string[]` is an array, `ReadonlyMap` a map: the difference is the checker's only. */
const plainName = ({ name }: Reference): string => name.replace(/^Readonly(?=Array|Map|Set)/, "");

const isArray = (node: Reference): boolean => plainName(node) === "Array";

/** Members of a union that a value could be meant for. */
function isAlike(a: TypeNode, b: TypeNode): boolean {
  if (isWithin(a, b)) return true;
  if (a.kind === "reference" && b.kind === "reference") return plainName(a) === plainName(b);
  if (a.kind === "object" && b.kind === "object")
    return a.name === undefined || b.name === undefined || a.name === b.name || a.classes === undefined;
  if (a.kind === "enum" && b.kind === "enum") return a.name === b.name;
  return a.kind === b.kind || b.kind === "intersection" || (a.kind === "tuple" && b.kind === "reference" && isArray(b));
}

/** Whether every value of one simple type is of the other. */
function isWithin(a: TypeNode, b: TypeNode): boolean {
  if (a.kind === "primitive" && b.kind === "primitive") return a.name === b.name || a.name === "never";
  if (a.kind === "literal") return b.kind === "literal" ? a.text === b.text : b.kind === "primitive" && a.of === b.name;
  if (a.kind === "opaque")
    return b.kind === "opaque" ? a.text === b.text : b.kind === "primitive" && b.name === "string" && a.text.startsWith("`");
  if (b.kind === "primitive" && b.name === "object") return ["object", "reference", "tuple", "function"].includes(a.kind);
  if (a.kind === "enum" && b.kind === "primitive") return a.members.every(([, value]) => typeof value === b.name);
  return a.kind === "function" && b.kind === "reference" && b.name === "Function";
}

type Side = "old" | "new";

function placeOf(side: Side, node: TypeNode): Pick<TypeDifference, Side> {
  return node.kind !== "object" || node.at === undefined ? {} : { [side]: { ...node.at, column: 0 } };
}

function placeOfProperty(side: Side, owner: ObjectType, property: TypeProperty): Pick<TypeDifference, Side> {
  const file = property.file ?? owner.at?.file;
  return file === undefined || property.line === undefined ? placeOf(side, owner) : { [side]: { file, line: property.line, column: 0 } };
}
