// Brings one patch into force: links it while the old version still runs, then switches every slot at once, or puts all back.
import { join, sep } from "node:path";
import { awaitedCalls } from "../awaited/awaited-calls.js";
import type { FunctionDescriptor } from "../contract/build.js";
import type { ModulePatch } from "../contract/patch.js";
import type { Policy } from "../contract/protocol.js";
import { type Step, takeStep } from "../frames/way.js";
import { deleteEntry, setEntry } from "../journal.js";
import { HeapFinder } from "../objects/heap.js";
import type { ClassChange, LiveClass } from "../objects/live-class.js";
import { findConflict } from "../plan/pinnable.js";
import { Refusal } from "../refusal.js";
import { allModules, keepModules } from "../registry.js";
import { type History, type ModuleHistory, openClass } from "../versions/history.js";
import { Lineage } from "../versions/lineage.js";
import { World } from "../versions/world.js";
import type { Replacement } from "../versions/worlds.js";
import { UnitFile } from "./code.js";
import { setExport } from "./exports.js";
import type { LoadedPatch } from "./load-patch.js";
import { NewNames } from "./new-names.js";
import { resolveFromPatch } from "./resolve-added.js";
import type { StagedModule } from "./staged.js";
import { Transformers } from "./transformers.js";

export class Activation {
  readonly changed = new Map<Lineage, Step>();
  /** Functions that begin with this version. */
  readonly #added: Lineage[] = [];
  readonly #history: History;
  readonly #loaded: LoadedPatch;
  readonly #modules: StagedModule[] = [];
  /** Modules that the process has not loaded yet: their new code comes into force when it does. */
  readonly #later: ModulePatch[] = [];
  readonly #when: "now" | "when-called";
  readonly #transformers: Transformers;
  readonly #names: NewNames;
  readonly #direction: ClassChange["direction"];
  /** Number of this update; what a module missed before it was loaded belongs to the update that is in force. */
  readonly #order: number;
  readonly #since: number;
  /** Number of the update that was in force when this was made. */
  readonly #before: number;
  /** Journal of all that was changed outside of this object: what takes each change back, oldest first. */
  readonly #undo: (() => void)[] = [];
  #linked = false;

  /**
   * @param when `"when-called"`: for a module that is being loaded, whose variables have no values yet; each function is linked at its
   * first call, each new name is created when it is first read
   * @param since of such a module: number of the update that it missed
   */
  constructor(
    history: History,
    loaded: LoadedPatch,
    modules: readonly ModulePatch[] = loaded.patch.modules,
    when: "now" | "when-called" = "now",
    direction: ClassChange["direction"] = "forward",
    since?: number,
  ) {
    this.#history = history;
    this.#loaded = loaded;
    this.#when = when;
    this.#order = when === "now" ? history.nextOrder() : history.order;
    this.#since = since ?? this.#order;
    this.#before = history.order;
    this.#transformers = new Transformers(loaded);
    this.#names = new NewNames(loaded, this.#modules, this.#transformers.run);
    this.#direction = direction;
    for (const patch of modules) this.#stage(patch);
  }

  /** `outDir` of the build that the process was started from. */
  #root(): string {
    const [first] = allModules();
    return first?.root ?? "";
  }

  get version(): string {
    return this.#loaded.patch.to;
  }

  /** Whether the program is still as it was when this was made: nothing came into force, and no module was loaded that it speaks of. */
  isUpToDate(): boolean {
    const [history, { modules }] = [this.#history, this.#loaded.patch];
    const staged = new Map(this.#modules.map(({ record }) => [record.module.js, record]));
    return history.order === this.#before && modules.every(({ js }) => history.find(js) === staged.get(js));
  }

  /** Functions that get new code, as answers show them. */
  get replaced(): string[] {
    return [...this.changed.values()].map(({ next }) => next.id);
  }

  /** Keys of the state transformers that are to settle before the update can be made. */
  get awaited(): readonly string[] {
    return this.#transformers.awaited;
  }

  /** Runs them on what the program holds now. */
  settle(): Promise<void> {
    return this.#transformers.settle(awaitedCalls(this.#modules, this.awaited));
  }

  /** The program has gone on since they ran. */
  forgetSettled(): void {
    this.#transformers.forget();
  }

  #stage(patch: ModulePatch): void {
    const record = this.#history.find(patch.js);
    if (record === undefined) {
      this.#checkLate(patch);
      this.#later.push(patch);
      return;
    }
    const file = patch.unit === undefined ? join(this.#loaded.folder, "none") : join(this.#loaded.folder, patch.unit);
    const { descriptor } = patch;
    const units = new UnitFile(record.module, this.version, file, descriptor.functions, descriptor.unit);
    units.linked = this.#when;
    units.order = this.#order;
    const staged: StagedModule = { record, patch, units, lineages: new Map(), names: new Map(), classes: [] };
    if (patch.unit !== undefined) this.#read(units);
    this.#assignLineages(staged);
    this.#modules.push(staged);
  }

  /** While a module is being loaded, nothing can be waited for. */
  #checkLate({ variables, descriptor }: ModulePatch): void {
    const awaited = variables.find(({ action }) => action.kind === "convert" && this.awaited.includes(action.key));
    if (awaited === undefined) return;
    throw new Refusal(
      "ASYNC_LATE",
      `${descriptor.source} is not loaded yet, and the state transformer of its \`${awaited.name}\` is asynchronous: it could not be awaited while the module is loaded. Apply the patch when it is, or make the transformer synchronous.`,
    );
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
    const changes = new Map(patch.functions.map((change) => [change.new, change]));
    for (const fn of patch.descriptor.functions) {
      const lineage = lineages.get(fn.id) ?? this.#begin(fn, units);
      lineages.set(fn.id, lineage);
      units.lineages[fn.index] = lineage;
      const change = changes.get(fn.id);
      if (change !== undefined) this.changed.set(lineage, { patch: change, next: fn, units, transform: this.#transformers.run });
    }
  }

  #begin(fn: FunctionDescriptor, units: UnitFile): Lineage {
    const lineage = new Lineage(this.#history.timeline, this.#order, { units, fn });
    this.#added.push(lineage);
    return lineage;
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
    this.#openJournal();
    for (const staged of this.#modules) staged.units.staged = staged.names;
    if (this.#when === "when-called") {
      const late = this.#modules.find(({ patch }) => patch.classes !== undefined);
      if (late !== undefined)
        throw new Refusal(
          "CLASS_LATE",
          `members or fields of its classes changed (${late.patch.classes?.map((c) => c.new).join(", ")}), which only a class that exists can be given`,
        );
      for (const staged of this.#modules) this.#names.promise(staged);
      this.#linked = true;
      return;
    }
    for (const staged of this.#modules) this.#linkClasses(staged);
    for (const staged of this.#modules) for (const { name } of staged.patch.variables) this.#names.find(name, staged);
    for (const { next, units } of this.changed.values()) this.#linkUnit(next, units);
    this.#linked = true;
  }

  #linkClasses(staged: StagedModule): void {
    const { record, patch, units } = staged;
    for (const change of patch.classes ?? []) {
      const live = record.classes.get(change.old);
      const next = patch.descriptor.classes.find((c) => c.id === change.new);
      if (live === undefined || next === undefined)
        throw new Refusal(
          "UNKNOWN_CLASS",
          `the patch speaks of class \`${change.old}\` in ${record.module.js}, which the running program does not have: was it made from another build?`,
        );
      const opened = {
        patch: change,
        next,
        units,
        direction: this.#direction,
        from: this.#loaded.patch.from,
        enter: (fn: number) => units.unit(fn).enter([]),
        transformers: this.#transformers,
      };
      staged.classes.push({ live, change: { ...opened, privates: live.preparePrivates(opened) } });
    }
    this.#linkPrivates(staged);
  }

  /** Code of one version finds the private names of that version, also when it is linked later. */
  #linkPrivates({ record, units, classes }: StagedModule): void {
    const kept = [...record.classes].map(([id, live]) => [id, live.privates] as const);
    units.privates = new Map([...kept, ...classes.map(({ change }) => [change.next.id, change.privates] as const)]);
  }

  /** New modules of the patch can be imported from here on; what is loaded and linked now is forgotten if the update is not made. */
  #openJournal(): void {
    const { folder, patch } = this.#loaded;
    for (const { units } of this.#modules) this.#undo.push(() => units.discard());
    this.#undo.push(this.#history.keepModules(), keepModules(join(folder, sep)));
    if (patch.added.length === 0) return;
    this.#undo.push(resolveFromPatch(this.#loaded, this.#root()));
  }

  #linkUnit(fn: FunctionDescriptor, units: UnitFile): void {
    try {
      units.unit(fn.index);
    } catch (error) {
      throw new Refusal("LINK", `\`${fn.id}\` cannot be linked: ${(error as Error).message}`);
    }
  }

  /**
   * The point of no return, or (when something throws) no step at all.
   * @param policy of the update, for functions of which the patch says nothing
   * @param left the version before, where work that is under way ends in it
   * @param last called when nothing can fail any more but this
   */
  commit(policy: Policy, left?: World, last: () => void = nothing): void {
    try {
      // Reads the descriptors of modules that linking has loaded, so it comes before anything is switched.
      this.#history.refresh();
      this.#switch(policy, left);
      last();
    } catch (error) {
      this.abandon();
      throw error instanceof Refusal ? error : new Refusal("LINK", `the patch cannot come into force: ${(error as Error).message}`);
    }
    this.#undo.length = 0;
  }

  #switch(policy: Policy, left: World | undefined): void {
    const [order, undo, { worlds }] = [this.#order, this.#undo, this.#history];
    const finder = new HeapFinder();
    const leaving = left === undefined ? this.#leaving(policy) : [];
    const before = leaving.length === 0 ? undefined : this.#history.world;
    undo.push(worlds.replace(this.#replacement()));
    const suspendable = left === undefined ? [] : this.#suspendable();
    const classes = this.#modules.flatMap((staged) => staged.classes).sort((a, b) => rankOf(a.change) - rankOf(b.change));
    for (const { live, change } of classes) undo.push(live.apply(change, finder));
    for (const [lineage, step] of this.changed) undo.push(lineage.replace({ ...step, ...takeStep(step, order, policy) }));
    if (left !== undefined) undo.push(this.#leave(left, suspendable));
    if (before !== undefined) undo.push(this.#leaveCalls(before, leaving));
    undo.push(this.#history.advance(this.version, order));
    for (const staged of this.#modules) this.#settle(staged);
    for (const patch of this.#later)
      undo.push(this.#history.keepForLater(patch.js, () => activateLate(this.#history, this.#loaded, patch, order)));
    for (const { lineages } of this.#modules) for (const lineage of lineages.values()) lineage.clear();
  }

  /** The version beside the one in force: nothing leads to it but what is pinned to it. Throws a {@link Refusal} where it cannot be so. */
  load(): World {
    const conflict = findConflict(this.#loaded.patch, this.#history);
    if (conflict !== undefined)
      throw new Refusal(
        "PINNED_STATE",
        `version ${this.version} cannot run beside ${this.#loaded.patch.from}: ${conflict}, which both would use.`,
      );
    const world = new World(this.version, this.#order);
    try {
      // No stub leads to its functions, and theirs to no others: they are none of the functions in force.
      for (const { units } of this.#modules) units.lineages.length = 0;
      this.link();
      for (const [lineage, step] of this.changed) world.load(lineage, { ...step, order: this.#order, leavesRunning: false });
      for (const { record, patch, names } of this.#modules) world.loadModule(record.module, names, patch.descriptor.exports);
      for (const { units, patch } of this.#modules) if (patch.unit !== undefined) this.#history.addFile(units);
      for (const lineage of this.changed.keys()) world.unitOf(lineage);
    } catch (error) {
      this.abandon();
      throw error;
    }
    this.#undo.length = 0;
    this.#history.worlds.add(world);
    return world;
  }

  #replacement(): Replacement {
    return {
      order: this.#since,
      changed: [...this.changed.keys()],
      added: this.#added,
      modules: this.#modules.map(({ record }) => record),
      from: this.#history,
      names: this.#modules.flatMap(({ record, names, patch: { dropped = [] } }) =>
        [...names.keys(), ...dropped].map((name) => [record.module, name] as const),
      ),
      conflict: findConflict(this.#loaded.patch, this.#history),
    };
  }

  /** Functions of the version before of which a call can be suspended in code that this update does not replace. */
  #suspendable(): Lineage[] {
    const all = [...this.#history.modules].flatMap(({ lineages }) => [...lineages.values()]);
    return all.filter((lineage) => {
      const { units, fn } = lineage.code;
      return fn.kind !== "sync" && fn.fixed === undefined && !this.changed.has(lineage) && units.has(fn.index);
    });
  }

  /** Functions whose calls end in old code. A module that is being loaded has none. */
  #leaving(policy: Policy): Lineage[] {
    if (this.#when === "when-called") return [];
    return [...this.changed].filter(([, { patch }]) => (patch.policy ?? policy) === "finish-old").map(([lineage]) => lineage);
  }

  /** Linked now, so that what cannot be linked is found out before anything is switched. */
  #leaveCalls(world: World, functions: readonly Lineage[]): () => void {
    if (world.conflict === undefined) for (const lineage of this.changed.keys()) world.unitOf(lineage);
    return this.#history.worlds.leaveCalls(world, functions);
  }

  #leave(world: World, suspendable: readonly Lineage[]): () => void {
    const modules = [...this.#history.modules].map(({ module }) => module);
    for (const lineage of this.changed.keys()) world.unitOf(lineage);
    return this.#history.worlds.leave(world, modules, suspendable);
  }

  /** Classes keep what they have been through; those that came with the patch begin here. */
  #settleClasses(record: ModuleHistory, { descriptor, classes = [] }: ModulePatch, units: UnitFile): void {
    const live = descriptor.classes.flatMap((next): [string, LiveClass][] => {
      const old = classes.find((c) => c.new === next.id)?.old ?? next.id;
      const found = record.classes.get(old) ?? openClass(next, units, record.lineages);
      return found === undefined ? [] : [[next.id, found]];
    });
    record.classes = new Map(live);
  }

  #settle({ record, patch, units, lineages, names }: StagedModule): void {
    const { lineages: before, classes, exports, module } = record;
    const undo = this.#undo;
    units.staged = undefined;
    for (const [name, reference] of names) undo.push(setEntry(module.added, name, reference));
    for (const name of patch.dropped ?? []) this.#drop(name, record);
    for (const old of patch.removed) undo.push(record.lineages.get(old)?.retire() ?? nothing);
    for (const exported of patch.exports) undo.push(setExport(record, exported, this.#when));
    undo.push(() => {
      record.lineages = before;
      record.classes = classes;
      record.exports = exports;
    });
    record.exports = patch.descriptor.exports;
    record.lineages = lineages;
    this.#settleClasses(record, patch, units);
    if (patch.unit !== undefined) undo.push(this.#history.addFile(units));
  }

  /** A name that an update brought goes with the code that uses it. What of that is alive may still have to be linked. */
  #drop(name: string, { module, baseUnits }: ModuleHistory): void {
    const reference = module.added.get(name);
    if (reference === undefined) return;
    for (const file of this.#history.files())
      if (file instanceof UnitFile && file.module === module && file !== baseUnits && file.order < this.#order && !file.dropped.has(name))
        this.#undo.push(setEntry(file.dropped, name, reference));
    this.#undo.push(deleteEntry(module.added, name));
  }

  /** The update is not made: all that it has changed is put back, the newest first. */
  abandon(): void {
    for (const step of this.#undo.splice(0).reverse()) step();
  }
}

/** Objects that the user converts in an order of his own come last: his code may look at all others. */
function rankOf({ patch: { instances } }: ClassChange): number {
  return typeof instances?.strategy === "object" ? instances.strategy.rank : -1;
}

const nothing = (): void => undefined;

/** Brings a patch into force of which no module is loaded yet. Returns the number of the update. */
export function applyLater(history: History, loaded: LoadedPatch): number {
  const order = history.nextOrder();
  const [first] = allModules();
  if (loaded.patch.added.length > 0) resolveFromPatch(loaded, first?.root ?? "");
  history.advance(loaded.patch.to, order);
  for (const patch of loaded.patch.modules) history.keepForLater(patch.js, () => activateLate(history, loaded, patch, order));
  return order;
}

/** Brings a module's part of a patch into force while the module is being loaded: nothing of it has run yet. */
function activateLate(history: History, loaded: LoadedPatch, patch: ModulePatch, since: number): void {
  let activation: Activation | undefined;
  try {
    activation = new Activation(history, loaded, [patch], "when-called", "forward", since);
    activation.link();
    activation.commit("move");
  } catch (error) {
    activation?.abandon();
    history.warnings.push(
      `${patch.descriptor.source} was loaded after the update to ${loaded.patch.to} and runs its old code: ${(error as Error).message}`,
    );
  }
}
