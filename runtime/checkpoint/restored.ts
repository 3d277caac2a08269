// The program of a resumed computation: its modules without their bodies, and functions, classes and objects that are made from units.

import { join } from "node:path";
import type { FunctionDescriptor } from "../contract/build.js";
import type { CheckpointContent, ObjectRecord, Value } from "../contract/checkpoint.js";
import type { EnteredFunction, Holder, Reference } from "../contract/emitted.js";
import { findMember } from "../language/class-members.js";
import type { UnitFile } from "../load/code.js";
import { Accessor } from "../registry.js";
import { writeSlot } from "../slots.js";
import { state } from "../state.js";
import { history } from "../this-process.js";
import type { ProgramFunction } from "./functions.js";
import { restored } from "./functions.js";
import { RestoredModule } from "./modules.js";
import { type Maker, Reader } from "./reader.js";

type FunctionRecord = Extract<ObjectRecord, { readonly kind: "function" }>;

export class RestoredProgram implements Maker {
  readonly reader: Reader;
  readonly #modules = new Map<string, RestoredModule>();
  readonly #classOf = new Map<object, { readonly js: string; readonly id: string }>();
  /** Puts slots back that hold a {@link placeholder}. */
  readonly #undo: (() => void)[] = [];

  constructor(outDir: string, { modules, objects }: CheckpointContent) {
    this.reader = new Reader(objects, this);
    const files = new Set(modules.map(({ js }) => join(outDir, js)));
    const find = (file: string): RestoredModule | undefined => [...this.#modules.values()].find(({ module }) => module.file === file);
    for (const { js } of modules) this.#modules.set(js, new RestoredModule(outDir, js, find, files));
    history.refresh();
    for (const { js, variables } of modules)
      for (const [name, value] of Object.entries(variables)) this.#module(js).add(name, makeVariable(name, value, this.reader));
  }

  /** Everything is what it was when the checkpoint was taken, and the code of the program may run. */
  finish(): void {
    state.supers = { take: () => [] };
    try {
      this.reader.finish();
    } finally {
      state.supers = undefined;
      for (const undo of this.#undo.splice(0)) undo();
    }
  }

  unitsOf(js: string, id: string): { readonly units: UnitFile; readonly fn: FunctionDescriptor } {
    const fn = this.#module(js).descriptor.functions.find((f) => f.id === id);
    const units = unitsIn(js);
    if (fn === undefined) throw new Error(`the build has no function \`${id}\` in ${js}`);
    return { units, fn };
  }

  makeFunction({ js, id }: FunctionRecord, captures: () => readonly unknown[], self: unknown): object {
    const { units, fn } = this.unitsOf(js, id);
    let entered: EnteredFunction | undefined;
    // Linked when it is first called: by then everything is made that its unit is linked with.
    const enter = (): EnteredFunction => {
      entered ??= units.unit(fn.index).enter(captures());
      return entered;
    };
    const made: ProgramFunction =
      fn.form === "arrow"
        ? (...args) => Reflect.apply(entered ?? enter(), self, args) as unknown
        : function (this: unknown, ...args) {
            return Reflect.apply(entered ?? enter(), this, args) as unknown;
          };
    restored.set(made, () => ({ code: units, fn, captures: captures(), self }));
    return made;
  }

  findClass({ js, id }: { readonly js: string; readonly id: string }): object {
    const { descriptor, module } = this.#module(js);
    const known = module.classes.get(id)?.itself;
    if (known !== undefined) return known;
    const { variable = "" } = descriptor.classes.find((c) => c.id === id) ?? {};
    const { unit = [] } = descriptor.variables.find(({ name }) => name === variable) ?? {};
    const before = new Set(module.holders());
    const evaluate = unitsIn(js).initialiser(variable, unit).enter([]);
    for (const holder of module.holders()) {
      if (before.has(holder)) continue;
      for (const fn of unit) this.#silence(holder, fn);
    }
    const itself = evaluate.call(undefined) as object;
    this.#classOf.set(itself, { js, id });
    return itself;
  }

  #silence(holder: Holder, fn: number): void {
    writeSlot(holder, fn, placeholder);
    this.#undo.push(() => writeSlot(holder, fn, null));
  }

  makeInstance(itself: object): object {
    return Reflect.construct(itself as new () => object, []);
  }

  setPrivate(itself: object, name: string, object: object, value: unknown): void {
    const { js, id } = this.#classOf.get(itself) as { readonly js: string; readonly id: string };
    findMember(this.#module(js).module.classes.get(id), name)?.set(object, value);
  }

  load(js: string, specifier: string): unknown {
    return this.#module(js).module.require(specifier);
  }

  #module(js: string): RestoredModule {
    const module = this.#modules.get(js);
    if (module === undefined) throw new Error(`the checkpoint speaks of ${js}, which it does not hold`);
    return module;
  }
}

function unitsIn(js: string): UnitFile {
  const record = history.find(js);
  if (record === undefined) throw new Error(`the checkpoint speaks of ${js}, which it does not hold`);
  return record.baseUnits;
}

/** Stands in every slot of a class while it and its objects are made: initialisers and constructors do nothing. */
const placeholder: EnteredFunction = () => undefined;

/** A variable of a module: it gets its value when it is first asked for. */
function makeVariable(name: string, saved: Value, reader: Reader): Reference {
  let value: unknown;
  let isSaved = true;
  const get = (): unknown => {
    if (isSaved) {
      if (Array.isArray(saved) && saved[0] === "uninitialised") throw new ReferenceError(`Cannot access '${name}' before initialization`);
      value = reader.value(saved);
      isSaved = false;
    }
    return value;
  };
  const set = (given: unknown): unknown => {
    isSaved = false;
    value = given;
    return given;
  };
  return new Accessor(get, set);
}
