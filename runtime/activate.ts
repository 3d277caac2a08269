// Brings one patch into force: links it while the old version still runs, then switches every slot at once, or puts all back.
import { join } from "node:path";
import type { FunctionDescriptor } from "./contract/build.js";
import type { EnteredFunction, Holder, Reference } from "./contract/emitted.js";
import type { ModulePatch, VariablePatch } from "./contract/patch.js";
import { UnitFile } from "./code.js";
import type { History, ModuleHistory } from "./history.js";
import { Lineage } from "./lineage.js";
import type { LoadedPatch } from "./load-patch.js";
import type { ChangedFunction } from "./plan.js";
import { Refusal } from "./refusal.js";

/** One module of a patch, ready to be linked. */
interface StagedModule {
  readonly record: ModuleHistory;
  readonly patch: ModulePatch;
  readonly units: UnitFile;
  readonly lineages: Map<string, Lineage>;
  readonly names: Map<string, Reference>;
}

export class Activation {
  readonly changed = new Map<Lineage, ChangedFunction & { readonly units: UnitFile }>();
  readonly #history: History;
  readonly #loaded: LoadedPatch;
  readonly #modules: StagedModule[] = [];
  #linked = false;

  constructor(history: History, loaded: LoadedPatch) {
    this.#history = history;
    this.#loaded = loaded;
    for (const patch of loaded.patch.modules) this.#stage(patch);
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
      throw new Refusal("MODULE_NOT_LOADED", `the patch changes ${patch.descriptor.source}, which the process has not loaded yet: apply it again when it is loaded.`);
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
    if (lineage === undefined) throw new Refusal("UNKNOWN_FUNCTION", `the patch speaks of \`${old}\` in ${record.module.js}, which the running program does not have: was it made from another build?`);
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
      if (action.kind === "function") staged.names.set(name, { v: this.#forwarder(action.index, staged) });
      else if (action.kind === "import") staged.names.set(name, importReference(staged.record, action.specifier, action.name));
      else staged.names.set(name, { v: staged.units.initialiser(name).enter([]).call(undefined) });
    } catch (error) {
      throw new Refusal("INITIALISER", `the new module variable \`${name}\` of ${staged.patch.descriptor.source} cannot be initialised: ${(error as Error).message}`);
    }
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
    staged.units.lineages[index]?.addSlot({ holder: slot as unknown as Holder, fn }, this.version);
    return forward;
  }

  /** The point of no return, or (when something throws) no step at all. */
  commit(): void {
    const undo: (() => void)[] = [];
    try {
      for (const [lineage, { next, units }] of this.changed) undo.push(lineage.replace(units, next, this.version));
    } catch (error) {
      for (const step of undo.reverse()) step();
      throw new Refusal("LINK", (error as Error).message);
    }
    for (const staged of this.#modules) this.#settle(staged);
  }

  #settle({ record, patch, units, lineages, names }: StagedModule): void {
    units.staged = undefined;
    for (const [name, reference] of names) record.module.added.set(name, reference);
    for (const [, id] of patch.same) lineages.get(id)?.keep(this.version);
    record.lineages = lineages;
    if (patch.unit !== undefined) this.#history.addFile(units);
  }
}

function importReference(record: ModuleHistory, specifier: string, name: string): Reference {
  const namespace = record.module.require(specifier) as Record<string, unknown>;
  if (name === "*") return { v: namespace };
  const isModule = Object.prototype.toString.call(namespace) === "[object Module]";
  if (name === "default" && !isModule) return { v: namespace };
  if (!(name in namespace)) throw new Error(`"${specifier}" exports no \`${name}\``);
  return record.module.reference(() => namespace[name]);
}
