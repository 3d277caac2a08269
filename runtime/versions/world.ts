// One version as work that is pinned to it sees it, while another is in force: the code of each function that has changed since.

import type { FunctionDescriptor, ModuleDescriptor } from "../contract/build.js";
import type { EnteredFunction, Holder, Reference, Unit } from "../contract/emitted.js";
import type { TakenStep } from "../frames/way.js";
import { setEntry } from "../journal.js";
import type { UnitFile } from "../load/code.js";
import type { Module } from "../registry.js";
import { WeakGroup } from "../weak-group.js";

type Exports = ModuleDescriptor["exports"];

/** The code that a function had. */
export interface FunctionCode {
  readonly units: UnitFile;
  readonly fn: FunctionDescriptor;
  /** How closures of the version before come to it, where it has never been in force. */
  readonly step?: TakenStep;
}

/** A function through all its versions (lineage.ts). */
export interface Dispatched {
  /** While it is pinned (1 was added more often than -1), its stubs look which version the work that calls is pinned to. */
  pin(by: 1 | -1): void;
}

/** The version that suspended calls in this code are part of, where an update promised that they end in it. */
export const leftIn = new WeakMap<Holder, World>();

/** The same for calls of single functions, by their index, where the author of a patch promised it of them only. */
const leftCalls = new WeakMap<Holder, Map<number, World>>();

/** The version that a call in this code is to end in. */
export const findLeft = (holder: Holder, fn: number): World | undefined => leftIn.get(holder) ?? leftCalls.get(holder)?.get(fn);

/** Calls of a function in this code are to end in a version, unless they are promised to another. Returns what undoes it. */
export function leaveCalls(holder: Holder, fn: number, world: World): () => void {
  if (findLeft(holder, fn) !== undefined) return () => undefined;
  const known = leftCalls.get(holder) ?? new Map<number, World>();
  leftCalls.set(holder, known);
  return setEntry(known, fn, world);
}

/** What was linked of a version for those that run it while another is in force. */
class Copies {
  readonly units = new Map<Dispatched, Unit>();
  readonly entered = new Map<Dispatched, EnteredFunction>();
}

export class World {
  readonly version: string;
  /** Number of the update that brought it. */
  readonly order: number;
  /** Absent: the code in force. */
  readonly #codes = new Map<Dispatched, FunctionCode>();
  /** Functions that the version does not have: it is no reason to keep them. */
  readonly #later = new WeakGroup<Dispatched>();
  /** Names of modules that later versions renewed, as they were; undefined for one that only the module's own code had. */
  readonly #names = new Map<Module, Map<string, Reference | undefined>>();
  /** What modules exported that have been replaced since. */
  readonly #exports = new Map<Module, Exports>();
  /** They are kept while work is pinned to it, or a version's value holds them; made again where they are needed again. */
  #copies: WeakRef<Copies> | undefined;
  #kept: Copies | undefined;
  #pins = 0;
  /** Why work cannot be pinned to it any more. */
  conflict: string | undefined;

  constructor(version: string, order: number) {
    this.version = version;
    this.order = order;
  }

  get copies(): Copies {
    let copies = this.#kept ?? this.#copies?.deref();
    if (copies === undefined) {
      copies = new Copies();
      this.#copies = new WeakRef(copies);
    }
    return copies;
  }

  get isPinned(): boolean {
    return this.#pins > 0;
  }

  /** Undefined: the code in force. Null: the version does not have the function. */
  codeOf(lineage: Dispatched): FunctionCode | null | undefined {
    return this.#later.has(lineage) ? null : this.#codes.get(lineage);
  }

  /** An update gives the function other code, or brings it. Returns what undoes it. */
  keep(lineage: Dispatched, code: FunctionCode | null): () => void {
    if (this.codeOf(lineage) !== undefined) return () => undefined;
    if (this.isPinned) lineage.pin(1);
    const forget = code === null ? this.#keepLater(lineage) : setEntry(this.#codes, lineage, code);
    return () => {
      forget();
      this.copies.units.delete(lineage);
      this.copies.entered.delete(lineage);
      if (this.isPinned) lineage.pin(-1);
    };
  }

  /** An update renews a name. Returns what undoes it. */
  keepName(module: Module, name: string): () => void {
    let names = this.#names.get(module);
    if (names === undefined) {
      names = new Map();
      this.#names.set(module, names);
    }
    return names.has(name) ? () => undefined : setEntry(names, name, module.added.get(name));
  }

  /** An update changes what a module exports. Returns what undoes it. */
  keepExports(module: Module, exports: Exports): () => void {
    return this.#exports.has(module) ? () => undefined : setEntry(this.#exports, module, exports);
  }

  exportsOf(module: Module): Exports | undefined {
    return this.#exports.get(module);
  }

  /** The code of a version that is not in force and never was. */
  load(lineage: Dispatched, step: TakenStep): void {
    this.#codes.set(lineage, { units: step.units, fn: step.next, step });
  }

  loadModule(module: Module, names: ReadonlyMap<string, Reference>, exports: Exports): void {
    this.#names.set(module, new Map(names));
    this.#exports.set(module, exports);
  }

  /** A name of a module, as the version has it. */
  find(module: Module, name: string): Reference {
    const names = this.#names.get(module);
    return names?.has(name) === true ? (names.get(name) ?? module.own(name)) : module.variable(name);
  }

  #keepLater(lineage: Dispatched): () => void {
    this.#later.add(lineage);
    return () => this.#later.delete(lineage);
  }

  /** Links what the function ran; throws what linking throws. */
  unitOf(lineage: Dispatched): Unit {
    const { units } = this.copies;
    let unit = units.get(lineage);
    if (unit === undefined) {
      const code = this.#codes.get(lineage);
      if (code === undefined) throw new Error(`version ${this.version} has no code of its own for this function`);
      const { module } = code.units;
      unit = code.units.linkApart(code.fn.index, (name) => this.find(module, name));
      units.set(lineage, unit);
    }
    return unit;
  }

  /** The function as it was, where it captures nothing. */
  entered(lineage: Dispatched): EnteredFunction {
    const { entered: known } = this.copies;
    let entered = known.get(lineage);
    if (entered === undefined) {
      entered = this.unitOf(lineage).enter([]);
      known.set(lineage, entered);
    }
    return entered;
  }

  /** Some work is pinned to it (1), or none of one piece any more (-1). Throws what linking throws; then it is as before. */
  pin(by: 1 | -1): void {
    const before = this.isPinned;
    this.#pins += by;
    if (this.isPinned === before) return;
    this.#kept = this.isPinned ? this.copies : undefined;
    const done: Dispatched[] = [];
    try {
      for (const lineage of [...this.#codes.keys(), ...this.#later.living()]) {
        lineage.pin(by);
        done.push(lineage);
      }
    } catch (error) {
      this.#pins -= by;
      this.#kept = this.isPinned ? this.copies : undefined;
      for (const lineage of done) lineage.pin(by === 1 ? -1 : 1);
      throw error;
    }
  }
}
