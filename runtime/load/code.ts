// Files of loaded code: which function and point a stack position belongs to, and the units that can rebuild it.
import { createHash } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import {
  BUILD_FOLDER,
  type BuildManifest,
  type ClassDescriptor,
  type CodePlaces,
  descriptorFile,
  type FunctionDescriptor,
  heldByClass,
  MANIFEST_FILE,
  type ModuleDescriptor,
  type Place,
  unitFile,
} from "../contract/build.js";
import type {
  ClassMember,
  ClassUnit,
  EnteredFunction,
  Holder,
  LinkRecord,
  ModuleRecord,
  Reference,
  Unit,
  UnitFactory,
} from "../contract/emitted.js";
import { type ClassRecord, findMember, makeSuper } from "../language/class-members.js";
import type { AddedNames } from "../objects/private-names.js";
import type { Module } from "../registry.js";
import { linkCall } from "../slots.js";
import { makeHolder } from "../state.js";
import { SourceLines } from "./source-lines.js";

/** A stub's slot: the holder it reads, and the function (of the stub's own build) it belongs to. */
export interface Slot {
  readonly holder: Holder;
  readonly fn: FunctionDescriptor;
  /** Build of the code that holds the stub. */
  readonly version: string;
  /** Nothing but the function's other stubs leads to it: it need not look which version the caller is pinned to. */
  readonly isEntry?: true | undefined;
}

/** What a code file knows of its functions' histories (lineage.ts): where new stubs are to lead. */
export interface SlotOwner {
  addSlot(slot: Slot): void;
  /** The function as a holder's code has it, where that shows its stub. */
  findStub(holder: Holder): FunctionDescriptor | undefined;
  removeSlots(holders: WeakSet<Holder>): void;
}

/** Which file a holder's code comes from. */
export const codeOf = new WeakMap<Holder, CodeFile>();

/** Where a frame stands: at a point, or (point 0) somewhere else within the function. */
export interface Location {
  readonly code: CodeFile;
  readonly fn: number;
  readonly point: number;
}

/** One loaded file of one module and version: its base build, or a file of units. */
export class CodeFile {
  readonly module: Module;
  readonly version: string;
  readonly file: string;
  /** By their indexes. A patch holds only those that it has code of: the others are holes, which loops must leave out. */
  readonly functions: readonly FunctionDescriptor[];
  /** Those of which a call can be suspended, and moved. */
  readonly suspendable: readonly FunctionDescriptor[];
  /** Number of the update that brought this code; 0 for the build the process was started from. */
  order = 0;
  /** Lineage of each function by index; filled when the file comes into force. */
  readonly lineages: (SlotOwner | undefined)[] = [];
  readonly #places: CodePlaces;
  readonly #lines: SourceLines;
  readonly #points = new Map<string, readonly [fn: number, point: number]>();

  constructor(module: Module, version: string, file: string, functions: readonly FunctionDescriptor[], places: CodePlaces) {
    this.module = module;
    this.version = version;
    this.file = file;
    this.functions = byIndex(functions);
    this.suspendable = this.functions.filter(({ kind, fixed }) => kind !== "sync" && fixed === undefined);
    this.#places = places;
    this.#lines = new SourceLines(file);
    for (const [line, column, fn, point] of places.points) this.#points.set(`${line}:${column}`, [fn, point]);
  }

  /** The TypeScript place of a position that is no point. */
  placeAt(fn: number, line: number, column: number): Place | undefined {
    const found = this.#lines.find(line, column);
    const file = this.functions[fn]?.place.file;
    return found === undefined || file === undefined ? undefined : { file, ...found };
  }

  /** The same outside of all functions. */
  sourceOf(line: number, column: number): Pick<Place, "line" | "column"> | undefined {
    return this.#lines.find(line, column);
  }

  /** Which function a position belongs to; undefined outside of all functions. */
  locate(line: number, column: number): Location | undefined {
    const exact = this.#points.get(`${line}:${column}`);
    if (exact !== undefined) return { code: this, fn: exact[0], point: exact[1] };
    const fn = innermost(this.#places, line, column);
    return fn === undefined ? undefined : { code: this, fn, point: 0 };
  }
}

function byIndex(functions: readonly FunctionDescriptor[]): readonly FunctionDescriptor[] {
  const found = new Array<FunctionDescriptor>(1 + functions.reduce((last, { index }) => Math.max(last, index), -1));
  for (const fn of functions) found[fn.index] = fn;
  return found;
}

function innermost(places: CodePlaces, line: number, column: number): number | undefined {
  let found: CodePlaces["spans"][number] | undefined;
  for (const span of places.spans) {
    const [startLine, startColumn, endLine, endColumn] = span;
    const after = line > startLine || (line === startLine && column >= startColumn);
    const before = line < endLine || (line === endLine && column < endColumn);
    if (!after || !before) continue;
    // Spans nest: the one that starts last is the innermost.
    if (found === undefined || startLine > found[0] || (startLine === found[0] && startColumn >= found[1])) found = span;
  }
  return found?.[4];
}

type ClassUnitFactory = (module: ModuleRecord, link: LinkRecord) => ClassUnit;
type Exports = Readonly<Record<string, UnitFactory | ClassUnitFactory>>;

/** A file of units, linked one by one when they are needed. */
export class UnitFile extends CodeFile {
  /** Holders of the units linked so far. */
  readonly holders = new WeakSet<Holder>();
  readonly #units = new Map<string, Unit>();
  readonly #classes = new Map<number, ClassUnit>();
  #exports: Exports | undefined;
  /** Throws where the file is not to be loaded any more. */
  checkFile: () => void = () => undefined;
  /** `"when-called"`: the module is being loaded while this file comes into force, and its names have no values yet. */
  linked: "now" | "when-called" = "now";
  /** Private names of its version, by class: those that are not the ones in the class's own text. */
  privates: ReadonlyMap<string, AddedNames> = new Map();
  /** Names of its version that the module has no longer. */
  readonly dropped = new Map<string, Reference>();
  /** Names that exist only while a patch is being prepared. */
  staged: ReadonlyMap<string, Reference> | undefined;

  /** Throws what linking throws: a name that the module does not have, or one that has no value yet. */
  unit(fn: number): Unit {
    return this.#link(`f${fn}`, () => insideOf(fn, this.functions));
  }

  /** The unit that computes a module variable's initialiser. */
  initialiser(name: string, functions: readonly number[]): Unit {
    return this.#link(`$${name}`, () => functions);
  }

  /** A unit that newer code has replaced lives as long as its frames and closures; it is linked again where it is needed. */
  forget(fn: number): void {
    this.#units.delete(`f${fn}`);
    this.#units.delete(`entry f${fn}`);
  }

  /** The unit to which stubs lead that look first which version the caller is pinned to. */
  entry(fn: number): Unit {
    return this.#link(`f${fn}`, () => insideOf(fn, this.functions), fn);
  }

  /**
   * A unit for callers that are pinned to an older version, so that its own stub leads nowhere else.
   * @param find gives the module's names as that version has them
   */
  linkApart(fn: number, find: (name: string) => Reference): Unit {
    const slots = insideOf(fn, this.functions).filter((index) => index !== fn);
    return this.#make<UnitFactory>(`f${fn}`)(this.module, this.#record(slots, undefined, find));
  }

  /** What the file computes of a class. */
  classUnit({ index, slots }: ClassDescriptor): ClassUnit {
    let unit = this.#classes.get(index);
    if (unit === undefined) {
      unit = this.#make<ClassUnitFactory>(`c${index}`)(this.module, this.#record(slots));
      this.#classes.set(index, unit);
    }
    return unit;
  }

  hasClass(index: number): boolean {
    return this.load()[`c${index}`] !== undefined;
  }

  /** Its units are not to come into force: no slot of theirs is written, and no flag. */
  discard(): void {
    for (const lineage of this.lineages) lineage?.removeSlots(this.holders);
    this.module.removeHolders(this.holders);
  }

  has(fn: number): boolean {
    return this.load()[`f${fn}`] !== undefined;
  }

  load(): Exports {
    if (this.#exports === undefined) {
      this.checkFile();
      const require = createRequire(this.file);
      this.#exports = require(this.file) as Exports;
      delete require.cache[this.file];
    }
    return this.#exports;
  }

  #make<Factory extends UnitFactory | ClassUnitFactory>(key: string): Factory {
    const factory = this.load()[key];
    if (factory === undefined) throw new Error(`${this.file} holds no unit ${key}`);
    return factory as Factory;
  }

  #link(key: string, slots: () => readonly number[], entry?: number): Unit {
    const known = entry === undefined ? key : `entry ${key}`;
    let unit = this.#units.get(known);
    if (unit === undefined) {
      unit = this.#make<UnitFactory>(key)(this.module, this.#record(slots(), entry));
      this.#units.set(known, unit);
    }
    return unit;
  }

  #find(name: string): Reference {
    return this.staged?.get(name) ?? this.dropped.get(name) ?? this.module.variable(name);
  }

  #record(slots: readonly number[], entry?: number, find = (name: string): Reference => this.#find(name)): LinkRecord {
    return {
      get: (name) => find(name).v,
      reference: find,
      class: (id) => this.#class(id).itself,
      member: (classId, name) => this.#member(classId, name),
      super: (classId, side) => makeSuper(this.#class(classId), side),
      holder: (called = {}) => {
        const holder = makeHolder();
        this.module.addHolder(holder);
        this.holders.add(holder);
        codeOf.set(holder, this);
        this.#addSlots(holder, slots, entry);
        Object.keys(called).forEach((fn) => {
          this.#linkCall(holder, Number(fn), called[Number(fn)] as string, find);
        });
        return holder;
      },
      method: (holder, fn, classId, name) => this.#linkMethod(holder, fn, classId, name),
    };
  }

  #class(id: string): ClassRecord {
    const record = this.module.classes.get(id);
    if (record === undefined) throw new Error(`class \`${id}\` has not been evaluated`);
    return record;
  }

  #member(classId: string, name: string): ClassMember {
    const member = this.privates.get(classId)?.get(name)?.member ?? findMember(this.#class(classId), name);
    if (member === undefined) throw new Error(`class \`${classId}\` has no private member ${name}`);
    return member;
  }

  /** Past the stub, where it is known whose stub that is: the name has always held the function with which the module was loaded. */
  #linkCall(holder: Holder, fn: number, name: string, find: (name: string) => Reference): void {
    const itself = find(name).v as EnteredFunction;
    const stub = this.lineages[fn]?.findStub(this.module.holder);
    const isHeld = stub?.heldBy === name && this.module.own(name).v === itself;
    linkCall({ holder, fn, itself }, isHeld ? { holder: this.module.holder, fn: stub.index } : undefined);
  }

  /** Past the stub of a method, where it is known which function the class began with. */
  #linkMethod(holder: Holder, fn: number, classId: string, name: string): object {
    const made = this.module.classes.get(classId);
    if (made === undefined) return {};
    const stub = this.lineages[fn]?.findStub(made.holder);
    if (stub?.heldBy !== heldByClass(classId, name)) return {};
    const past = { holder: made.holder, fn: stub.index };
    if (name.startsWith("#")) {
      if (this.privates.get(classId)?.has(name) !== true) linkCall({ holder, fn, itself: null }, past);
      return {};
    }
    const itself = made.methods[made.methods.indexOf(name) + 1];
    if (typeof itself !== "function") return {};
    linkCall({ holder, fn, itself: itself as EnteredFunction }, past);
    return itself;
  }

  /** A unit's own copies of functions are current, or led on to what is. */
  #addSlots(holder: Holder, slots: readonly number[], entry: number | undefined): void {
    slots.forEach((fn) => {
      const slot = { holder, fn: this.functions[fn] as FunctionDescriptor, version: this.version };
      this.lineages[fn]?.addSlot(fn === entry ? { ...slot, isEntry: true } : slot);
    });
  }
}

/** A function and all functions inside it. */
function insideOf(fn: number, functions: readonly FunctionDescriptor[]): number[] {
  const inside: number[] = [];
  functions.forEach((f) => {
    if (f.fixed === undefined && isInside(f, fn, functions)) inside.push(f.index);
  });
  return inside;
}

function isInside(f: FunctionDescriptor, outer: number, functions: readonly FunctionDescriptor[]): boolean {
  for (let at: FunctionDescriptor | undefined = f; at !== undefined; at = functions[at.parent]) if (at.index === outer) return true;
  return false;
}

/** A module's build on disk could not be read, or is not the build that runs. */
export class BuildError extends Error {
  override readonly name = "BuildError";
}

export function readManifest(root: string): BuildManifest {
  const file = join(root, BUILD_FOLDER, MANIFEST_FILE);
  try {
    return JSON.parse(readFileSync(file, "utf8")) as BuildManifest;
  } catch (error) {
    throw new BuildError(
      `cannot read the build manifest ${file} (${(error as Error).message}): the program must run from a folder that the plug-in or \`ts-updatable build\` wrote.`,
    );
  }
}

export function readDescriptor(root: string, js: string): ModuleDescriptor {
  const file = join(root, BUILD_FOLDER, descriptorFile(js));
  try {
    return JSON.parse(readFileSync(file, "utf8")) as ModuleDescriptor;
  } catch (error) {
    throw new BuildError(`cannot read ${file} (${(error as Error).message}): build the program again.`);
  }
}

function tryRead<T>(file: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new BuildError(`cannot read ${file} (${(error as Error).message}): the process must be able to read the build it runs from.`);
  }
}

/** Throws a {@link BuildError} where a module's file is not the one that its build's manifest describes. */
export function checkDigest({ root, js, file }: Module, manifest: BuildManifest): void {
  const entry = manifest.modules.find((module) => module.js === js);
  if (entry === undefined)
    throw new BuildError(`${file} is not in the manifest of its build (${root}): build the program again, and start it from there.`);
  if (
    createHash("sha256")
      .update(tryRead(file, () => readFileSync(file)))
      .digest("hex") === entry.digest
  )
    return;
  throw new BuildError(
    `${file} was changed after it was built, so the build's descriptions do not fit it: build the program again into a folder of its own, and start it from there.`,
  );
}

/** Throws a {@link BuildError} where a module's file was written again after the process had loaded it. */
export function checkUntouched({ file, loadedAt }: Module): void {
  const found = tryRead(file, () => statSync(file, { throwIfNoEntry: false }));
  if (found !== undefined && found.mtimeMs <= loadedAt) return;
  const what = found === undefined ? "was removed" : "was written again";
  throw new BuildError(
    `${file} ${what} after the process had loaded it, so what is on disk does not describe what runs: restart the process, and build each version into a folder of its own.`,
  );
}

/** The code that a module was loaded with, and the units of the same build. */
export function openBase(
  module: Module,
  version: string,
  { functions, base, unit }: ModuleDescriptor,
): { base: CodeFile; units: UnitFile } {
  const file = join(module.root, BUILD_FOLDER, unitFile(module.js));
  const units = new UnitFile(module, version, file, functions, unit);
  units.checkFile = () => checkUntouched(module);
  return { base: new CodeFile(module, version, module.file, functions, base), units };
}
