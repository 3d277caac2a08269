// What is loaded: modules, the code of each version, and which functions lead where.
import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";
import { FORMAT } from "./contract/build.js";
import {
  type ConstructorSelf,
  type EnteredFunction,
  type Holder,
  type HolderClass,
  type ModuleAccess,
  type ModuleRecord,
  type PrivateAccess,
  pageOf,
  type Reference,
  type Unit,
} from "./contract/emitted.js";
import { pollCell } from "./control/poll.js";
import { park, save } from "./frames/save.js";
import { asyncCursor, closeAsync } from "./language/async-cursor.js";
import { type ClassRecord, findMember, makeMember } from "./language/class-members.js";
import { Construction, LexicalSelf, NativeConstruction } from "./language/construction.js";
import { cursor, keys, onward, rest } from "./language/cursor.js";
import { Items, omit, toObject } from "./language/patterns.js";
import { toPropertyKey } from "./language/property-key.js";
import { Resources } from "./language/resources.js";
import { signal, state } from "./state.js";

/** Base of all holders. Each module derives a class of its own: only then does V8 fold flags and slots to constants. */
export class BaseHolder implements Holder {
  pending = false;

  reach(): void {
    state.onReach?.(nothing);
  }

  save(error: unknown, fn: number, self: unknown, values: unknown[]): unknown {
    if (error !== signal) throw error;
    return save(fn, self, values);
  }

  park(error: unknown, fn: number, self: unknown, values: unknown[]): unknown {
    if (error !== signal) throw error;
    return park(fn, self, values);
  }

  move(fn: number, point: number, value: unknown): void {
    if (this.pending) state.onReach?.(() => value);
    state.onMove?.(this, fn, point, value);
  }
}

/** A loop head and a function's entry wait for nothing. */
const nothing = (): undefined => undefined;

/** A module of the running program. */
export class Module implements ModuleRecord {
  readonly js: string;
  /** Path of the emitted file. */
  readonly file: string;
  /** `outDir` of the build. */
  readonly root: string;
  /** When it was loaded, as `Date.now()` tells. */
  readonly loadedAt = Date.now();
  readonly holder: Holder;
  /** Holders of linked units; they live as long as their code. */
  readonly #linked = new Set<WeakRef<Holder>>();
  readonly signal = signal;
  readonly state = state;
  readonly poll = pollCell;
  readonly cursor = cursor;
  readonly onward = onward;
  readonly keys = keys;
  readonly rest = rest;
  readonly key = toPropertyKey;
  readonly asyncCursor = asyncCursor;
  readonly closeAsync = closeAsync;
  readonly member = makeMember;
  /** Classes that are evaluated once, by their ids. */
  readonly classes = new Map<string, ClassRecord>();
  /** Names that came with patches. */
  readonly added = new Map<string, Reference>();
  readonly #meta: ImportMeta | undefined;
  readonly #access: ModuleAccess;

  constructor(js: string, file: string, meta: ImportMeta | undefined, holder: Holder, access: ModuleAccess) {
    this.js = js;
    this.#meta = meta;
    this.file = file;
    this.root = file.slice(0, -js.length);
    this.holder = holder;
    this.#access = access;
  }

  readonly object = toObject;
  readonly omit = omit;
  readonly items = (iterable: unknown): Items => new Items(iterable);
  readonly take = (items: Items): unknown => items.take();
  readonly takeRest = (items: Items): unknown[] => items.takeRest();
  readonly abandon = (items: Items, error: unknown): unknown => items.abandon(error);
  readonly close = (items: Items): void => items.close();
  readonly resources = (): Resources => new Resources();
  readonly use = (resources: Resources, value: unknown): unknown => resources.use(value, "sync");
  readonly useAsync = (resources: Resources, value: unknown): unknown => resources.use(value, "async");
  readonly fail = (resources: Resources, error: unknown): void => resources.fail(error);
  readonly dispose = (resources: Resources): Promise<void> | undefined => resources.dispose();
  readonly sites: Record<string, TemplateStringsArray> = {};

  call(callee: unknown, self: unknown, ...args: unknown[]): unknown {
    if (typeof callee !== "function") throw new TypeError(`${describe(callee)} is not a function`);
    return Reflect.apply(callee, self, args) as unknown;
  }

  strings(strings: TemplateStringsArray): TemplateStringsArray {
    return strings;
  }

  addHolder(holder: Holder): void {
    this.#linked.add(new WeakRef(holder));
  }

  removeHolders(holders: WeakSet<Holder>): void {
    for (const entry of this.#linked) {
      const holder = entry.deref();
      if (holder !== undefined && holders.has(holder)) this.#linked.delete(entry);
    }
  }

  /** Holders of all code of this module that is alive. */
  holders(): readonly Holder[] {
    const living = [this.holder];
    for (const entry of this.#linked) {
      const holder = entry.deref();
      if (holder === undefined) this.#linked.delete(entry);
      else living.push(holder);
    }
    return living;
  }

  reference(get: () => unknown, set?: (value: unknown) => void): Reference {
    return new Accessor(get, set ?? refuseAssignment);
  }

  class(id: string, itself: object, access: PrivateAccess = () => undefined): void {
    this.classes.set(id, { itself, findMember: (name) => findMember(access, name) });
  }

  unknown(name: string): never {
    throw new ReferenceError(`${name} is not defined`);
  }

  derive(...[holder, fn, type, newTarget, entered, args]: Parameters<ModuleRecord["derive"]>): unknown {
    const self = new Construction(slotsOf(holder, fn), fn, type, newTarget, undefined);
    return self.result(Reflect.apply(entered, self, args));
  }

  derived(...[holder, fn, type, newTarget, value]: Parameters<ModuleRecord["derived"]>): ConstructorSelf {
    return new Construction(slotsOf(holder, fn), fn, type, newTarget, value);
  }

  native(...args: Parameters<ModuleRecord["native"]>): ConstructorSelf {
    return new NativeConstruction(...args);
  }

  lexical(...args: Parameters<ModuleRecord["lexical"]>): ConstructorSelf {
    return new LexicalSelf(...args);
  }

  named(itself: object, name: string): void {
    Object.defineProperty(itself, "name", { value: name, configurable: true });
  }

  get meta(): unknown {
    return this.#meta;
  }

  import(specifier: string, options?: unknown): Promise<unknown> {
    return (this.#access("import()") as (specifier: string, options?: unknown) => Promise<unknown>)(specifier, options);
  }

  read(name: string): unknown {
    const added = this.added.get(name);
    return added === undefined ? this.#access(name) : added.v;
  }

  variable(name: string): Reference {
    return this.added.get(name) ?? this.own(name);
  }

  /** The variable of the module's own code, whatever patches put in its place. */
  own(name: string): Reference {
    return new Accessor(
      () => this.#access(name),
      (value) => this.#access(name, true, value),
    );
  }

  get require(): NodeJS.Require {
    return createRequire(pathToFileURL(this.file));
  }
}

/** A value as messages show it, without running code of the program. */
const describe = (value: unknown): string =>
  typeof value === "object" && value !== null ? "object" : typeof value === "symbol" ? "symbol" : String(value);

/** A variable reached through functions. A class, not a literal with `get`: V8 makes those slow objects. */
class Accessor implements Reference {
  readonly #get: () => unknown;
  readonly #set: (value: unknown) => void;

  constructor(get: () => unknown, set: (value: unknown) => void) {
    this.#get = get;
    this.#set = set;
  }

  get v(): unknown {
    return this.#get();
  }

  set v(value: unknown) {
    this.#set(value);
  }
}

function refuseAssignment(): never {
  throw new TypeError("Assignment to constant variable.");
}

const modules = new Map<string, Module>();
const listeners: ((module: Module) => void)[] = [];
const first: { listener?: () => void } = {};

/**
 * Called by every emitted module, first thing, with `import.meta` or (CommonJS) its file name. Registering again (a second instance of the
 * same file) replaces the record.
 */
export function registerModule(
  js: string,
  self: ImportMeta | string,
  format: number,
  make: (base: HolderClass) => HolderClass,
  access: ModuleAccess,
): Module {
  const [meta, url] = typeof self === "string" ? [undefined, self] : [self, self.url];
  const file = url.startsWith("file:") ? fileURLToPath(url) : url;
  const Holder = make(BaseHolder);
  const module = new Module(js, file, meta, new Holder(), access);
  if (format !== FORMAT)
    throw new Error(
      `ts-updatable: ${file} was compiled for format ${format}, this runtime reads format ${FORMAT}: compile it again with the installed version.`,
    );
  modules.set(js, module);
  if (modules.size === 1) first.listener?.();
  for (const listener of listeners) listener(module);
  return module;
}

/** Modules of updates that were not made, by file: Node loads a file once, so that they do not register again. */
const forgotten = new Map<string, Module>();

/** Returns what forgets the modules that were loaded from a folder since. */
export function keepModules(folder: string): () => void {
  const before = new Map(modules);
  return () => {
    for (const [js, module] of [...modules]) {
      if (before.get(js) === module || !module.file.startsWith(folder)) continue;
      forgotten.set(module.file, module);
      const replaced = before.get(js);
      if (replaced === undefined) modules.delete(js);
      else modules.set(js, replaced);
    }
  };
}

/** Modules that were loaded for an update that was not made take their places again. */
export function recallModules(folder: string): void {
  for (const [file, module] of forgotten) {
    if (!file.startsWith(folder)) continue;
    forgotten.delete(file);
    modules.set(module.js, module);
  }
}

export const findModule = (js: string): Module | undefined => modules.get(js);
export const allModules = (): Iterable<Module> => modules.values();
export const onModule = (listener: (module: Module) => void): void => void listeners.push(listener);

/** Called before all listeners of {@link onModule}. */
export function onFirstModule(listener: () => void): void {
  first.listener = listener;
}

export type SlotValue = EnteredFunction | Unit["enter"];

/** The object of a holder in which a function's slot is. */
export function slotsOf(holder: Holder, fn: number): Record<string, SlotValue | null> {
  const page = pageOf(fn);
  const pages = holder as unknown as Record<string, Record<string, SlotValue | null>>;
  return page === 0 ? (pages as unknown as Record<string, SlotValue | null>) : (pages[`p${page}`] as Record<string, SlotValue | null>);
}
