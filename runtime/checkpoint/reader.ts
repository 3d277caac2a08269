// Makes objects from their records: each is made empty when something first needs it, and filled when all are made.
import type { ObjectRecord, PropertyRecord, Substance, Value } from "../contract/checkpoint.js";
import type { Reference } from "../contract/emitted.js";
import { ArrayCursor, GuardedIterator, KeyCursor, TextCursor } from "../language/cursor.js";
import { Box } from "../registry.js";
import { followWay } from "./known.js";
import { makeEmpty } from "./shells.js";

type Filled = Extract<ObjectRecord, Substance>;
type Kind<K extends ObjectRecord["kind"]> = Extract<ObjectRecord, { readonly kind: K }>;

/** What only the program's own code can make. */
export interface Maker {
  makeFunction(record: Kind<"function">, captures: () => readonly unknown[], self: unknown): object;
  findClass(record: Kind<"class">): object;
  /** With the private names of the class, whose code does not run. */
  makeInstance(itself: object): object;
  setPrivate(itself: object, name: string, object: object, value: unknown): void;
  load(js: string, specifier: string): unknown;
}

export class Reader {
  readonly #records: readonly ObjectRecord[];
  readonly #maker: Maker;
  readonly #made = new Map<number, unknown>();
  readonly #withEntries = new Set<number>();

  constructor(records: readonly ObjectRecord[], maker: Maker) {
    this.#records = records;
    this.#maker = maker;
  }

  value(value: Value): unknown {
    if (!Array.isArray(value)) return value;
    const [what, text] = value as readonly [number | string, string?];
    if (typeof what === "number") return this.#object(what);
    if (what === "number") return Number(text);
    return what === "bigint" ? BigInt(text as string) : undefined;
  }

  /** After it, every object is what it was. */
  finish(): void {
    const filled = [...this.#records.entries()].filter((entry): entry is [number, Filled] => !isReference(entry[1]));
    for (const [id] of filled) this.#object(id);
    for (const [id, record] of this.#records.entries())
      if (record.kind === "variable") (this.#object(id) as Reference).v = this.value(record.value);
    for (const [id] of filled) this.#fillEntries(id);
    for (const [id, record] of filled) this.#fill(this.#object(id) as object, record);
    for (const [id, record] of filled) close(this.#object(id) as object, record.integrity);
  }

  #object(id: number): unknown {
    if (!this.#made.has(id)) {
      const made = this.#make(this.#records[id] as ObjectRecord);
      if (!this.#made.has(id)) this.#made.set(id, made);
    }
    return this.#made.get(id);
  }

  #make(record: ObjectRecord): unknown {
    switch (record.kind) {
      case "known":
        return followWay(record, record.from && this.#maker.load(record.from.js, record.from.specifier));
      case "prototype":
        return (this.value(record.class) as { prototype: object }).prototype;
      case "symbol":
        return record.registered === true ? Symbol.for(record.description ?? "") : Symbol(record.description);
      case "variable":
        return new Box(undefined);
      case "array-cursor":
        return new ArrayCursor(this.value(record.array) as unknown[], record.at);
      case "text-cursor":
        return new TextCursor(record.rest);
      case "guarded-iterator":
        return new GuardedIterator(this.value(record.inner) as Iterator<unknown>);
      case "key-cursor":
        return KeyCursor.of(this.value(record.object), record.keys);
      case "iterator":
        return this.#makeIterator(record);
      case "function":
        return this.#maker.makeFunction(record, () => record.captures.map((value) => this.value(value)), this.value(record.self));
      case "class":
        return this.#maker.findClass(record);
      default:
        return this.#makeData(record);
    }
  }

  #makeData(record: Exclude<Filled, { kind: "function" | "class" }>): object {
    const prototype = record.prototype === undefined ? undefined : (this.value(record.prototype) as object | null);
    if (record.isConstructed === true) return this.#maker.makeInstance(this.#classWith(record.prototype));
    const made = makeEmpty(record, (value) => this.value(value));
    if (prototype !== undefined) Object.setPrototypeOf(made, prototype);
    return made;
  }

  #classWith(prototype: Value | undefined): object {
    const record = this.#records[(prototype as readonly [number])[0]] as Kind<"prototype">;
    return this.value(record.class) as object;
  }

  #makeIterator({ of, gives, left }: Kind<"iterator">): object {
    const [id] = of as readonly [number];
    const object = this.#object(id) as Map<unknown, unknown> | Set<unknown>;
    this.#fillEntries(id);
    const from = object instanceof Map ? Map.prototype : Set.prototype;
    const iterator = Reflect.apply(from[gives], object, []) as Iterator<unknown>;
    for (let given = object.size - left; given > 0; given--) iterator.next();
    return iterator;
  }

  #fillEntries(id: number): void {
    const record = this.#records[id] as ObjectRecord;
    if (this.#withEntries.has(id)) return;
    this.#withEntries.add(id);
    const object = this.#object(id);
    if (record.kind === "map")
      for (const [key, value] of record.entries) Map.prototype.set.call(object, this.value(key), this.value(value));
    if (record.kind === "set") for (const value of record.values) Set.prototype.add.call(object as Set<unknown>, this.value(value));
  }

  #fill(object: object, record: Filled): void {
    const { properties = [], private: hidden = [] } = record;
    if (record.kind === "array")
      for (const [index, item] of record.items.entries()) if (!isHole(item)) (object as unknown[])[index] = this.value(item);
    const keys = new Set(properties.map(({ key }) => this.value(key)));
    if (record.kind === "object" || record.kind === "error")
      for (const key of Reflect.ownKeys(object)) if (!keys.has(key)) Reflect.deleteProperty(object, key);
    for (const property of properties) Object.defineProperty(object, this.value(property.key) as PropertyKey, this.#describe(property));
    for (const { class: itself, name, value } of hidden)
      this.#maker.setPrivate(this.value(itself) as object, name, object, this.value(value));
  }

  #describe({ value, get, set, flags = "wec" }: PropertyRecord): PropertyDescriptor {
    const [enumerable, configurable] = [flags.includes("e"), flags.includes("c")];
    if (value !== undefined) return { value: this.value(value), writable: flags.includes("w"), enumerable, configurable };
    const half = (of: Value | undefined): (() => unknown) => this.value(of ?? ["undefined"]) as () => unknown;
    return { get: half(get), set: half(set), enumerable, configurable };
  }
}

const REFERENCES: ReadonlySet<ObjectRecord["kind"]> = new Set([
  "known",
  "prototype",
  "symbol",
  "variable",
  "array-cursor",
  "text-cursor",
  "guarded-iterator",
  "key-cursor",
  "iterator",
]);

const isReference = ({ kind }: ObjectRecord): boolean => REFERENCES.has(kind);

const isHole = (value: Value): boolean => Array.isArray(value) && value[0] === "hole";

function close(object: object, integrity: "frozen" | "sealed" | "closed" | undefined): void {
  if (integrity === "frozen") Object.freeze(object);
  if (integrity === "sealed") Object.seal(object);
  if (integrity === "closed") Object.preventExtensions(object);
}
