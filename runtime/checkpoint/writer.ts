// Writes values as data: every object that can be reached gets a record, once, in the order in which it is found.
import { types } from "node:util";
import type { FunctionDescriptor, Storage } from "../contract/build.js";
import type { ObjectRecord, Value } from "../contract/checkpoint.js";
import type { Reference } from "../contract/emitted.js";
import { isReference } from "../registry.js";
import { type Box, Boxes } from "./boxes.js";
import { FunctionReader, type FunctionUse, type ProgramFunction } from "./functions.js";
import { isIterator, OpenIterators } from "./iterators.js";
import type { KnownObjects } from "./known.js";
import { recordObject, type Table } from "./objects.js";
import type { Program } from "./program.js";
import type { Way } from "./refused.js";

interface Found {
  readonly object: object | symbol;
  readonly isBox: boolean;
  readonly way: Way;
}

/** Calls no code of the program, and leaves all as it was ({@link close}). */
export class Writer implements Table {
  readonly program: Program;
  readonly known: KnownObjects;
  readonly #functions = new FunctionReader();
  readonly #boxes = new Boxes();
  readonly #ids = new Map<unknown, number>();
  readonly #found: Found[] = [];
  readonly #records: ObjectRecord[] = [];

  constructor(program: Program, known: KnownObjects) {
    this.program = program;
    this.known = known;
  }

  close(): void {
    this.#boxes.restore();
    this.#functions.close();
  }

  value(value: unknown, way: Way): Value {
    switch (typeof value) {
      case "string":
      case "boolean":
        return value;
      case "number":
        return Number.isFinite(value) && !Object.is(value, -0) ? value : ["number", Object.is(value, -0) ? "-0" : String(value)];
      case "bigint":
        return ["bigint", String(value)];
      case "undefined":
        return ["undefined"];
      default:
        if (value === null) return null;
        return isReference(value) ? this.stored(value, "box", way) : [this.#idOf(value as object | symbol, false, way)];
    }
  }

  /** What a frame or closure has of a variable. */
  stored(value: unknown, storage: Storage | undefined, way: Way): Value {
    return storage === "box" ? [this.#idOf(this.#boxes.find(value as Reference), true, way)] : this.value(value, way);
  }

  captures({ locals, captures: places }: FunctionDescriptor, captures: readonly unknown[], way: Way): Value[] {
    return captures.map((value, index) => {
      const local = locals[places[index] as number];
      return this.stored(value, local?.storage, { step: ` -> ${local?.name}`, from: way });
    });
  }

  readFunction(fn: ProgramFunction): FunctionUse | undefined {
    return this.#functions.read(fn);
  }

  /** The records of all that was found, and of all that can be reached from there. */
  finish(): readonly ObjectRecord[] {
    const iterators = new OpenIterators();
    const write = (): void => {
      for (let id = this.#records.length; id < this.#found.length; id++) this.#records.push(this.#write(id, iterators));
    };
    write();
    // What such an iterator still has to give may hold the map of another.
    for (const { rest, way } of iterators.list()) for (const value of rest) this.value(value, { step: " -> next", from: way });
    write();
    for (const { id, state, way } of iterators.match(this.#objects())) {
      this.#records[id] = { kind: "iterator", of: this.value(state.of, way), gives: state.gives, left: state.left };
    }
    write();
    return this.#records;
  }

  #write(id: number, iterators: OpenIterators): ObjectRecord {
    const { object, isBox, way } = this.#found[id] as Found;
    if (isBox) return { kind: "variable", value: this.value((object as Box).value, way) };
    if (!isIterator(object)) return recordObject(object, way, this);
    iterators.add(id, object, way);
    return { kind: "iterator", of: null, gives: "entries", left: 0 };
  }

  *#objects(): Iterable<object> {
    for (const { object, isBox } of this.#found) if (!isBox && typeof object === "object" && !types.isProxy(object)) yield object;
  }

  #idOf(object: object | symbol, isBox: boolean, way: Way): number {
    let id = this.#ids.get(object);
    if (id === undefined) {
      id = this.#found.length;
      this.#ids.set(object, id);
      this.#found.push({ object, isBox, way });
    }
    return id;
  }
}
