// Module-level names that a patch brings or renews, and where each gets its value from.
import { createRequire } from "node:module";
import { join, sep } from "node:path";
import type { FunctionDescriptor } from "../contract/build.js";
import type { EnteredFunction, Reference } from "../contract/emitted.js";
import type { VariablePatch } from "../contract/patch.js";
import { Refusal } from "../refusal.js";
import { Accessor, Box, findModule, type Module, recallModules } from "../registry.js";
import { readSlot, writeSlot } from "../slots.js";
import { makeHolder } from "../state.js";
import type { ModuleHistory } from "../versions/history.js";
import type { LoadedPatch } from "./load-patch.js";
import type { StagedModule } from "./staged.js";
import type { Transform } from "./transformers.js";

export class NewNames {
  readonly #loaded: LoadedPatch;
  readonly #modules: readonly StagedModule[];
  readonly #transform: Transform;

  /** @param modules those of the patch that the process has loaded; the list may still grow */
  constructor(loaded: LoadedPatch, modules: readonly StagedModule[], transform: Transform) {
    this.#loaded = loaded;
    this.#modules = modules;
    this.#transform = transform;
  }

  /** All names of a module that is being loaded: each is created when it is first read. */
  promise(staged: StagedModule): void {
    for (const variable of staged.patch.variables) {
      const before = findBefore(variable);
      staged.names.set(
        variable.name,
        makeDeferred(() => this.#create(variable, staged, before)),
      );
    }
  }

  /** A name that the patch brings, created when it is first asked for: initialisers of one module may need those of another. */
  find(name: string, staged: StagedModule): Reference | undefined {
    const known = staged.names.get(name);
    const variable = staged.patch.variables.find((v) => v.name === name);
    if (known !== undefined || variable === undefined) return known;
    // Until it has its value it is as any variable before its declaration: nobody finds it twice.
    staged.names.set(name, makeUnready(name));
    const created = this.#create(variable, staged);
    staged.names.set(name, created);
    return created;
  }

  #create(variable: VariablePatch, staged: StagedModule, before = findBefore(variable)): Reference {
    const { name } = variable;
    try {
      return this.#reference(variable, staged, before);
    } catch (error) {
      if (error instanceof Refusal) throw error;
      throw new Refusal(
        "INITIALISER",
        `the new module variable \`${name}\` of ${staged.patch.descriptor.source} cannot be initialised: ${(error as Error).message}`,
      );
    }
  }

  #reference({ name, action }: VariablePatch, staged: StagedModule, before: Reference | undefined): Reference {
    switch (action.kind) {
      case "function":
        return new Box(this.#forwarder(action.index, staged));
      case "import":
        return importReference(staged.record, action.specifier, action.name);
      case "module":
        return this.#ownReference(action.js, action.name);
      case "adopt":
        return new Box(staged.record.module.read(name));
      case "rename":
        return existing(action.js).variable(action.name);
      case "convert":
        return new Box(this.#transform(action.key, (before ?? existing(action.js).variable(action.name)).v));
      case "initialise":
        return new Box(staged.units.initialiser(name, functionsIn(name, staged)).enter([]).call(undefined));
    }
  }

  /** A name of another module of the program: one that this patch brings, or one that is there. */
  #ownReference(js: string, name: string): Reference {
    const staged = this.#modules.find((m) => m.patch.js === js);
    if (name === "*") return new Box(this.#namespace(js, staged));
    const find = (): Reference => (staged && this.find(name, staged)) ?? ownModule(js, this.#loaded).variable(name);
    return new Accessor(
      () => find().get(),
      (value) => find().set(value),
    );
  }

  /** What `import * as` of a module gives when some of its names are new or renewed: its native namespace cannot change. */
  #namespace(js: string, staged: StagedModule | undefined): object {
    const module = ownModule(js, this.#loaded);
    const native = module.require(module.file) as Record<string, unknown>;
    const locals = Object.entries(staged?.patch.descriptor.exports ?? {}).flatMap(([exported, local]) =>
      typeof local === "string" ? [[exported, local] as const] : [],
    );
    const names = new Map([...Object.keys(native).map((name) => [name, name] as const), ...locals]);
    const read = (exported: string, local: string): unknown => {
      const reference = (staged && this.find(local, staged)) ?? module.added.get(local);
      if (reference !== undefined) return reference.v;
      return exported in native ? native[exported] : module.read(local);
    };
    const view = Object.create(null) as object;
    for (const [exported, local] of names) Object.defineProperty(view, exported, { enumerable: true, get: () => read(exported, local) });
    return Object.preventExtensions(Object.defineProperty(view, Symbol.toStringTag, { value: "Module" }));
  }

  /** A function that is new in this version: an object of its own, with a slot that later versions replace like any other. */
  #forwarder(index: number, { units }: StagedModule): EnteredFunction {
    const fn = units.functions[index] as FunctionDescriptor;
    const holder = makeHolder();
    const link = (): EnteredFunction => {
      const entered = units.unit(index).enter([]);
      writeSlot(holder, index, entered);
      return entered;
    };
    const forward = function (this: unknown, ...args: unknown[]): unknown {
      return Reflect.apply((readSlot(holder, index) as EnteredFunction | null) ?? link(), this, args);
    };
    Object.defineProperty(forward, "name", { value: fn.id, configurable: true });
    units.lineages[index]?.addSlot({ holder, fn, version: this.#loaded.patch.to });
    return forward;
  }
}

/** The variable that is converted, as it was: it may have the same name. Undefined where its module is not loaded yet. */
function findBefore({ action }: VariablePatch): Reference | undefined {
  return action.kind === "convert" ? findModule(action.js)?.variable(action.name) : undefined;
}

/** A module that the old version has loaded. */
function existing(js: string): Module {
  const module = findModule(js);
  if (module === undefined) throw new Error(`module ${js} is not loaded`);
  return module;
}

/** Modules that are new in this version are loaded from the patch when something first needs them. */
function ownModule(js: string, loaded: LoadedPatch): Module {
  const added = loaded.patch.added.find((a) => a.js === js);
  if (added !== undefined) loadAdded(join(loaded.folder, added.file), loaded.folder);
  const module = findModule(js);
  if (module === undefined) throw new Error(`module ${js} is not loaded`);
  return module;
}

/** Loads a new module, unless it is loaded. One that failed fails again: it has registered, but its names have no values. */
function loadAdded(file: string, folder: string): void {
  try {
    createRequire(file)(file);
  } catch (error) {
    throw new Error(
      `${file} failed when it was loaded (${(error as Error).message}). Node does not run the same file again: make the patch again, into a folder of its own.`,
    );
  }
  recallModules(join(folder, sep));
}

/** A variable that is created when it is first read. */
function makeDeferred(create: () => Reference): Reference {
  let created: Reference | undefined;
  const find = (): Reference => (created ??= create());
  return new Accessor(
    () => find().get(),
    (value) => find().set(value),
  );
}

/** Stands for a variable while its initialiser runs. */
function makeUnready(name: string): Reference {
  const refuse = (): never => {
    throw new ReferenceError(`Cannot access '${name}' before initialization`);
  };
  return new Accessor(refuse, refuse);
}

const functionsIn = (name: string, { patch }: StagedModule): readonly number[] =>
  patch.descriptor.variables.find((v) => v.name === name)?.unit ?? [];

function importReference(record: ModuleHistory, specifier: string, name: string): Reference {
  const namespace = record.module.require(specifier) as Record<string, unknown>;
  if (name === "*") return new Box(namespace);
  const isModule = Object.prototype.toString.call(namespace) === "[object Module]";
  if (name === "default" && !isModule) return new Box(namespace);
  if (!(name in namespace)) throw new Error(`"${specifier}" exports no \`${name}\``);
  return record.module.reference(() => namespace[name]);
}
