// Brings one patch into force: links it while the old version still runs, then switches every slot at once, or puts all back.
import { createRequire } from "node:module";
import { join } from "node:path";
import { UnitFile } from "./code.js";
import type { FunctionDescriptor } from "./contract/build.js";
import type { EnteredFunction, Holder, Reference } from "./contract/emitted.js";
import type { ExportPatch, ModulePatch, VariablePatch } from "./contract/patch.js";
import type { History, ModuleHistory } from "./history.js";
import { Lineage } from "./lineage.js";
import type { LoadedPatch } from "./load-patch.js";
import { Refusal } from "./refusal.js";
import { allModules, findModule } from "./registry.js";
import { resolveFromPatch } from "./resolve-added.js";
import type { Step } from "./way.js";

/** One module of a patch, ready to be linked. */
interface StagedModule {
  readonly record: ModuleHistory;
  readonly patch: ModulePatch;
  readonly units: UnitFile;
  readonly lineages: Map<string, Lineage>;
  readonly names: Map<string, Reference>;
}

export class Activation {
  readonly changed = new Map<Lineage, Step>();
  readonly #history: History;
  readonly #loaded: LoadedPatch;
  readonly #modules: StagedModule[] = [];
  #linked = false;

  constructor(history: History, loaded: LoadedPatch) {
    this.#history = history;
    this.#loaded = loaded;
    if (loaded.patch.added.length > 0) resolveFromPatch(loaded, this.#root());
    for (const patch of loaded.patch.modules) this.#stage(patch);
  }

  /** `outDir` of the build that the process was started from. */
  #root(): string {
    const [first] = allModules();
    return first?.root ?? "";
  }

  get version(): string {
    return this.#loaded.patch.to;
  }

  /** Functions that get new code, as answers show them. */
  get replaced(): string[] {
    return [...this.changed.values()].map(({ next }) => next.id);
  }

  #stage(patch: ModulePatch): void {
    const record = this.#history.find(patch.js);
    if (record === undefined) {
      throw new Refusal(
        "MODULE_NOT_LOADED",
        `the patch changes ${patch.descriptor.source}, which the process has not loaded yet: apply it again when it is loaded.`,
      );
    }
    const file = patch.unit === undefined ? join(this.#loaded.folder, "none") : join(this.#loaded.folder, patch.unit);
    const { descriptor } = patch;
    const units = new UnitFile(record.module, this.version, file, descriptor.functions, descriptor.unit);
    const staged: StagedModule = { record, patch, units, lineages: new Map(), names: new Map() };
    if (patch.unit !== undefined) this.#read(units);
    this.#assignLineages(staged);
    this.#modules.push(staged);
  }

  /** Reads and compiles the linked units; nothing of them runs yet. */
  #read(units: UnitFile): void {
    try {
      units.load();
    } catch (error) {
      throw new Refusal("PATCH_DAMAGED", `${units.file} cannot be loaded (${(error as Error).message}): make the patch again.`);
    }
  }

  #assignLineages({ record, patch, units, lineages }: StagedModule): void {
    for (const [old, id] of patch.same) this.#keepLineage(record, old, id, lineages);
    for (const fn of patch.functions) this.#keepLineage(record, fn.old, fn.new, lineages);
    for (const fn of patch.descriptor.functions) {
      const lineage = lineages.get(fn.id) ?? new Lineage(this.version);
      lineages.set(fn.id, lineage);
      units.lineages[fn.index] = lineage;
      const change = patch.functions.find((f) => f.new === fn.id);
      if (change !== undefined) this.changed.set(lineage, { patch: change, next: fn, units });
    }
  }

  #keepLineage(record: ModuleHistory, old: string, id: string, lineages: Map<string, Lineage>): void {
    const lineage = record.lineages.get(old);
    if (lineage === undefined)
      throw new Refusal(
        "UNKNOWN_FUNCTION",
        `the patch speaks of \`${old}\` in ${record.module.js}, which the running program does not have: was it made from another build?`,
      );
    lineages.set(id, lineage);
  }

  /** Creates new names and links all changed units. Runs initialisers of new module variables. */
  link(): void {
    if (this.#linked) return;
    for (const staged of this.#modules) staged.units.staged = staged.names;
    for (const staged of this.#modules) for (const variable of staged.patch.variables) this.#create(variable, staged);
    for (const { next, units } of this.changed.values()) this.#linkUnit(next, units);
    this.#linked = true;
  }

  #linkUnit(fn: FunctionDescriptor, units: UnitFile): void {
    try {
      units.unit(fn.index);
    } catch (error) {
      throw new Refusal("LINK", `\`${fn.id}\` cannot be linked: ${(error as Error).message}`);
    }
  }

  #create(variable: VariablePatch, staged: StagedModule): void {
    const { action, name } = variable;
    try {
      staged.names.set(name, this.#reference(name, action, staged));
    } catch (error) {
      throw new Refusal(
        "INITIALISER",
        `the new module variable \`${name}\` of ${staged.patch.descriptor.source} cannot be initialised: ${(error as Error).message}`,
      );
    }
  }

  #reference(name: string, action: VariablePatch["action"], staged: StagedModule): Reference {
    switch (action.kind) {
      case "function":
        return { v: this.#forwarder(action.index, staged) };
      case "import":
        return importReference(staged.record, action.specifier, action.name);
      case "module":
        return this.#ownReference(action.js, action.name);
      case "adopt":
        return { v: staged.record.module.read(name) };
      case "initialise":
        return { v: staged.units.initialiser(name, functionsIn(name, staged)).enter([]).call(undefined) };
    }
  }

  /** A name of another module of the program: one that this patch brings, or one that is there. */
  #ownReference(js: string, name: string): Reference {
    const staged = this.#modules.find((m) => m.patch.js === js);
    const find = (): Reference => staged?.names.get(name) ?? moduleVariable(js, name, this.#loaded);
    return {
      get v() {
        return find().v;
      },
      set v(value: unknown) {
        find().v = value;
      },
    };
  }

  /** A function that is new in this version: an object of its own, whose slot later versions replace like any other. */
  #forwarder(index: number, staged: StagedModule): EnteredFunction {
    const fn = staged.units.functions[index] as FunctionDescriptor;
    const slot: Record<string, EnteredFunction | null> = { [`f${index}`]: null };
    const forward = function (this: unknown, ...args: unknown[]): unknown {
      slot[`f${index}`] ??= staged.units.unit(index).enter([]);
      return Reflect.apply(slot[`f${index}`] as EnteredFunction, this, args);
    };
    Object.defineProperty(forward, "name", { value: fn.id, configurable: true });
    staged.units.lineages[index]?.addSlot({ holder: slot as unknown as Holder, fn, version: this.version });
    return forward;
  }

  /** The point of no return, or (when something throws) no step at all. */
  commit(): void {
    const undo: (() => void)[] = [];
    const order = this.#history.order + 1;
    try {
      for (const [lineage, step] of this.changed) undo.push(lineage.replace(step, this.version, order));
    } catch (error) {
      for (const step of undo.reverse()) step();
      throw new Refusal("LINK", (error as Error).message);
    }
    this.#history.order = order;
    for (const staged of this.#modules) {
      staged.units.order = order;
      this.#settle(staged);
    }
    this.#history.refresh();
  }

  #settle({ record, patch, units, lineages, names }: StagedModule): void {
    units.staged = undefined;
    for (const [name, reference] of names) record.module.added.set(name, reference);
    for (const [, id] of patch.same) lineages.get(id)?.keep(this.version);
    for (const old of patch.removed) record.lineages.get(old)?.retire();
    for (const exported of patch.exports) setExport(record, exported);
    record.lineages = lineages;
    if (patch.unit !== undefined) this.#history.addFile(units);
  }
}

/** Modules that are new in this version are loaded from the patch when something first needs them. */
function moduleVariable(js: string, name: string, loaded: LoadedPatch): Reference {
  let module = findModule(js);
  const added = loaded.patch.added.find((a) => a.js === js);
  if (module === undefined && added !== undefined) {
    const file = join(loaded.folder, added.file);
    createRequire(file)(file);
    module = findModule(js);
  }
  if (module === undefined) throw new Error(`module ${js} is not loaded`);
  return module.variable(name);
}

const functionsIn = (name: string, { patch }: StagedModule): readonly number[] =>
  patch.descriptor.variables.find((v) => v.name === name)?.unit ?? [];

function setExport(record: ModuleHistory, { exported, value }: ExportPatch): void {
  const exports = record.module.read("exports") as Record<string, unknown>;
  exports[exported] = value.kind === "literal" ? (JSON.parse(value.json) as unknown) : record.module.read(value.name);
}

function importReference(record: ModuleHistory, specifier: string, name: string): Reference {
  const namespace = record.module.require(specifier) as Record<string, unknown>;
  if (name === "*") return { v: namespace };
  const isModule = Object.prototype.toString.call(namespace) === "[object Module]";
  if (name === "default" && !isModule) return { v: namespace };
  if (!(name in namespace)) throw new Error(`"${specifier}" exports no \`${name}\``);
  return record.module.reference(() => namespace[name]);
}
