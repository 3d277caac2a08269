// Which versions the process has been through, and which code belongs to them.
import { resolve } from "node:path";
import type { BuildManifest, ClassDescriptor, ModuleDescriptor, UpdatePointMode } from "../contract/build.js";
import { setEntry } from "../journal.js";
import type { Location } from "../load/code.js";
import { type CodeFile, checkDigest, checkUntouched, codeOf, openBase, readDescriptor, readManifest, type UnitFile } from "../load/code.js";
import type { LoadedPatch } from "../load/load-patch.js";
import { LiveClass } from "../objects/live-class.js";
import { allModules, type Module } from "../registry.js";
import { Lineage } from "./lineage.js";
import { extend, foldersTo, type Route } from "./route.js";
import { Timeline } from "./timeline.js";
import type { World } from "./world.js";
import { Worlds } from "./worlds.js";

export interface HistoryEntry {
  readonly version: string;
  /** ISO time at which it came into force. */
  readonly at: string;
  /** Number of the update that brought it. */
  readonly order: number;
  /** Patch folder that brought it; absent for the build the process was started from. */
  readonly folder?: string;
  /** Build folder of this version when its patch was made, where it is known. */
  readonly root?: string | undefined;
  /** The shortest way to it. */
  readonly route: Route;
}

/** A loaded module's code files and its functions' lineages, by their id in the version in force. */
export interface ModuleHistory {
  readonly module: Module;
  /** Path of its TypeScript source. */
  readonly source: string;
  readonly base: CodeFile;
  readonly baseUnits: UnitFile;
  lineages: Map<string, Lineage>;
  /** Its classes that a name of the module always holds, by their id in the version in force. */
  classes: Map<string, LiveClass>;
  /** What the version in force exports. */
  exports: ModuleDescriptor["exports"];
}

/** The class as a code file's own version makes it. */
export function openClass(descriptor: ClassDescriptor, units: UnitFile, lineages: ReadonlyMap<string, Lineage>): LiveClass | undefined {
  const { id, variable, isDecorated, construct } = descriptor;
  if (variable === undefined) return undefined;
  const { module } = units;
  const live = new LiveClass(descriptor, units, () => (isDecorated === true ? module.classes.get(id)?.itself : module.read(variable)));
  const maker = construct === undefined ? undefined : units.functions[construct];
  const lineage = maker && lineages.get(maker.id);
  if (lineage !== undefined) lineage.maker = live;
  return live;
}

export class History {
  readonly entries: HistoryEntry[] = [];
  readonly warnings: string[] = [];
  /** Where the build that the process was started from takes updates. */
  updatePoints: UpdatePointMode = "interrupt";
  /** Number of the newest update in force. */
  order = 0;
  #lastOrder = 0;
  readonly #modules = new Map<string, ModuleHistory>();
  readonly timeline = new Timeline();
  readonly worlds = new Worlds();

  constructor() {
    this.timeline.inUse = () => this.worlds.alive().map(({ order }) => order);
    this.worlds.onForgotten = () => this.#clear();
  }

  /** Forgets code that nothing can run any more. */
  #clear(): void {
    for (const { lineages } of this.#modules.values()) for (const lineage of lineages.values()) lineage.clear();
  }

  /** Files live as long as their code: its holders lead to them. */
  readonly #files = new Map<string, WeakRef<CodeFile>>();
  /** What updates did to modules that were not loaded yet. */
  readonly #later = new Map<string, readonly (() => void)[]>();

  /** Version in force; empty while no updatable module is loaded. */
  get version(): string {
    this.#start();
    return this.entries.at(-1)?.version ?? "";
  }

  /** Folders of the patches by which a thread that starts comes to the version in force, oldest first. */
  get chain(): readonly string[] {
    return foldersTo(this.entries);
  }

  /** What the patch brings is in force. */
  enter({ folder, patch }: LoadedPatch, order: number): void {
    const { route } = this.entries.at(-1) as HistoryEntry;
    this.entries.push({
      version: patch.to,
      at: new Date().toISOString(),
      order,
      folder,
      root: patch.build === undefined ? undefined : resolve(folder, patch.build),
      route: extend(route, folder, patch.to),
    });
  }

  #start(): void {
    if (this.entries.length > 0) return;
    const [first] = allModules();
    if (first === undefined) return;
    const { build: version, updatePoints } = readManifest(first.root);
    this.updatePoints = updatePoints;
    this.entries.push({ version, at: new Date().toISOString(), order: 0, root: first.root, route: { version } });
    this.timeline.record(version, 0);
  }

  /** The version in force, for work that is to be pinned to it. */
  get world(): World {
    return this.worlds.inForce(this.version, this.order);
  }

  get modules(): Iterable<ModuleHistory> {
    return this.#modules.values();
  }

  /** Takes in modules that were loaded since; reads their descriptors. */
  refresh(): void {
    const steps = this.takeIn();
    while (!steps.next().done);
  }

  /** The same in steps, between which anything may happen. */
  *takeIn(): Generator<undefined, void> {
    this.#start();
    const manifests = new Map<string, BuildManifest>();
    for (const module of allModules()) {
      if (this.#knows(module)) continue;
      yield;
      const manifest = manifests.get(module.root) ?? readManifest(module.root);
      manifests.set(module.root, manifest);
      yield;
      checkDigest(module, manifest);
      yield;
      const descriptor = readDescriptor(module.root, module.js);
      yield;
      const opened = openBase(module, manifest.build, descriptor);
      yield;
      if (!this.#knows(module)) this.#add(module, manifest.build, descriptor, opened);
    }
  }

  #knows(module: Module): boolean {
    return this.#modules.get(module.js)?.module === module;
  }

  #add(module: Module, build: string, { classes, source, exports }: ModuleDescriptor, { base, units }: ReturnType<typeof openBase>): void {
    const lineages = new Map<string, Lineage>();
    for (const fn of base.functions) {
      const lineage = new Lineage(this.timeline, 0, { units, fn });
      base.lineages[fn.index] = lineage;
      units.lineages[fn.index] = lineage;
      lineages.set(fn.id, lineage);
      if (fn.fixed === undefined) lineage.addSlot({ holder: module.holder, fn, version: build });
    }
    base.order = this.entries.find((entry) => entry.version === build)?.order ?? 0;
    units.order = base.order;
    codeOf.set(module.holder, base);
    const live = classes.flatMap((made) => openClass(made, units, lineages) ?? []);
    const known = new Map(live.map((c) => [c.id, c]));
    this.#modules.set(module.js, { module, source, base, baseUnits: units, lineages, classes: known, exports });
    for (const file of [base, units]) this.#files.set(file.file, new WeakRef(file));
  }

  /** Throws a BuildError where, of these modules, what is on disk is not what runs any more. */
  checkUntouched(modules: readonly string[]): void {
    for (const js of modules) {
      const record = this.#modules.get(js);
      if (record !== undefined) checkUntouched(record.module);
    }
  }

  /** A number that no update had before, not even one that was refused: its traces must not be taken for those of the next. */
  nextOrder(): number {
    this.#lastOrder++;
    return this.#lastOrder;
  }

  /** An update comes into force. Returns what undoes it. */
  advance(version: string, order: number): () => void {
    const before = this.order;
    const undo = this.timeline.record(version, order);
    this.order = order;
    return () => {
      this.order = before;
      undo();
    };
  }

  /** Returns what forgets the modules that were taken in since. */
  keepModules(): () => void {
    const before = new Map(this.#modules);
    return () => {
      this.#modules.clear();
      for (const [js, module] of before) this.#modules.set(js, module);
    };
  }

  /** Returns what undoes it. */
  keepForLater(js: string, activate: () => void): () => void {
    return setEntry(this.#later, js, [...(this.#later.get(js) ?? []), activate]);
  }

  /** A module is about to be evaluated: the updates that came before it are made up for. */
  catchUp(js: string): void {
    const missed = this.#later.get(js);
    if (missed === undefined) return;
    this.#later.delete(js);
    this.refresh();
    for (const activate of missed) activate();
  }

  find(js: string): ModuleHistory | undefined {
    return this.#modules.get(js);
  }

  /** Returns what undoes it. */
  addFile(file: CodeFile): () => void {
    for (const [path, known] of this.#files) if (known.deref() === undefined) this.#files.delete(path);
    return setEntry(this.#files, file.file, new WeakRef(file));
  }

  files(): readonly CodeFile[] {
    return [...this.#files.values()].flatMap((file) => file.deref() ?? []);
  }

  /** What a stack position belongs to. */
  readonly locate = (file: string, line: number, column: number): Location | undefined =>
    this.#files.get(file)?.deref()?.locate(line, column);

  /** The units that can rebuild a frame of a code file. */
  unitsOf(code: CodeFile): UnitFile {
    return "unit" in code ? (code as UnitFile) : (this.#modules.get(code.module.js) as ModuleHistory).baseUnits;
  }
}
