// What is loaded: modules, the code of each version, and which functions lead where.
import { fileURLToPath } from "node:url";
import type { FORMAT } from "./contract/build.js";
import type {
  ClassMember,
  ClassObject,
  ConstructorSelf,
  Holder,
  ModuleAccess,
  ModuleRecord,
  PrivateAccess,
  Reference,
} from "./contract/emitted.js";
import type { ClassRecord } from "./language/class-members.js";
import { cursor, iterator, keys, onward, rest } from "./language/cursor.js";
import type { Items } from "./language/patterns.js";
import type { Resources } from "./language/resources.js";
import { makeHolder, signal, state } from "./state.js";

/** The type holds it to the one of the contract, whose file nothing else of a start needs. */
const readFormat: typeof FORMAT = 6;

/** Not imported: Node takes longer to import some of its parts, by all their names, than this file. */
const createRequire = (file: string): NodeJS.Require => process.getBuiltinModule("node:module").createRequire(file);

/** Loads a part of the runtime that few programs need before an update. Synchronously: the program may be in a loop that never returns. */
export const load = (file: string): unknown => createRequire(import.meta.url)(file);

function once<T>(load: () => T): () => T {
  let loaded: T | undefined;
  return () => (loaded ??= load());
}

const patterns = once(() => load("./language/patterns.js") as typeof import("./language/patterns.js"));
const propertyKey = once(() => load("./language/property-key.js") as typeof import("./language/property-key.js"));
const construction = once(() => load("./language/construction.js") as typeof import("./language/construction.js"));
const asyncCursors = once(() => load("./language/async-cursor.js") as typeof import("./language/async-cursor.js"));
const resources = once(() => load("./language/resources.js") as typeof import("./language/resources.js"));
const classMembers = once(() => load("./language/class-members.js") as typeof import("./language/class-members.js"));

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
  readonly poll = state.poll;
  readonly cursor = cursor;
  readonly iterator = iterator;
  readonly onward = onward;
  readonly keys = keys;
  readonly rest = rest;
  readonly key = (value: unknown): PropertyKey => propertyKey().toPropertyKey(value);
  readonly asyncCursor = (iterable: unknown): unknown => asyncCursors().asyncCursor(iterable);
  readonly closeAsync = (cursor: unknown, how?: "quietly"): Promise<void> => asyncCursors().closeAsync(cursor, how);
  /** Classes that are evaluated once, by their ids. */
  readonly classes = new Map<string, ClassRecord>();
  /** Names that came with patches. */
  readonly added = new Map<string, Reference>();
  readonly #meta: ImportMeta | undefined;
  readonly #access: ModuleAccess;
  #names: ReturnType<ModuleAccess> | undefined;

  constructor(js: string, file: string, meta: ImportMeta | undefined, holder: Holder, access: ModuleAccess) {
    this.js = js;
    this.#meta = meta;
    this.file = file;
    this.root = file.slice(0, -js.length);
    this.holder = holder;
    this.#access = access;
  }

  readonly object = (value: unknown, key?: string): unknown => patterns().toObject(value, key);
  readonly omit = (value: unknown, taken: readonly PropertyKey[]): object => patterns().omit(value, taken);
  readonly items = (iterable: unknown): Items => new (patterns().Items)(iterable);
  readonly take = (items: Items): unknown => items.take();
  readonly takeRest = (items: Items): unknown[] => items.takeRest();
  readonly abandon = (items: Items, error: unknown): unknown => items.abandon(error);
  readonly close = (items: Items): void => items.close();
  readonly resources = (): Resources => new (resources().Resources)();
  readonly use = (resources: Resources, value: unknown): unknown => resources.use(value, "sync");
  readonly useAsync = (resources: Resources, value: unknown): unknown => resources.use(value, "async");
  readonly fail = (resources: Resources, error: unknown): void => resources.fail(error);
  readonly dispose = (resources: Resources): Promise<void> | undefined => resources.dispose();
  readonly sites: Record<string, TemplateStringsArray> = {};

  call(callee: unknown, self: unknown, ...args: unknown[]): unknown {
    if (typeof callee !== "function") throw new TypeError(`${describe(callee)} is not a function`);
    return Reflect.apply(callee, self, args) as unknown;
  }

  member(...args: Parameters<ModuleRecord["member"]>): ClassMember {
    return classMembers().makeMember(...args);
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

  reference(get: () => unknown, set?: (value: unknown) => unknown): Reference {
    return new Accessor(get, set ?? refuseAssignment);
  }

  box(value: unknown): Reference {
    return new Box(value);
  }

  callee(callee: unknown): unknown {
    if (typeof callee === "function" && callee.call === Function.prototype.call) return callee;
    return { call: (self: unknown, ...args: unknown[]) => this.call(callee, self, ...args) };
  }

  class(id: string, itself: ClassObject, access: PrivateAccess = () => ({}), holder = this.holder): void {
    this.classes.set(id, { itself, holder, methods: methodsOf(itself), access });
  }

  derive(...[holder, fn, type, newTarget, entered, args]: Parameters<ModuleRecord["derive"]>): unknown {
    const self = new (construction().Construction)(holder, fn, type, newTarget, undefined);
    return self.result(Reflect.apply(entered, self, args));
  }

  derived(...[holder, fn, type, newTarget, value]: Parameters<ModuleRecord["derived"]>): ConstructorSelf {
    return new (construction().Construction)(holder, fn, type, newTarget, value);
  }

  native(...args: Parameters<ModuleRecord["native"]>): ConstructorSelf {
    return new (construction().NativeConstruction)(...args);
  }

  lexical(...args: Parameters<ModuleRecord["lexical"]>): ConstructorSelf {
    return new (construction().LexicalSelf)(...args);
  }

  named(itself: object, name: string): void {
    Object.defineProperty(itself, "name", { value: name, configurable: true });
  }

  /** Whether code of another instance of its file may be alive. Nothing tells their calls apart. */
  get isOneOfSeveral(): boolean {
    return earlier.some((entry) => entry.deref()?.js === this.js);
  }

  get meta(): unknown {
    return this.#meta;
  }

  /** By the module's own `import`, if it has any; else as it would find the specifier. */
  import(specifier: string, options?: unknown): Promise<unknown> {
    this.#names ??= this.#access();
    if (!Object.hasOwn(this.#names, "import()")) return importFrom(this.#meta, specifier, options);
    return (this.own("import()").v as (specifier: string, options?: unknown) => Promise<unknown>)(specifier, options);
  }

  read(name: string): unknown {
    return this.variable(name).v;
  }

  variable(name: string): Reference {
    return this.added.get(name) ?? this.own(name);
  }

  /** The variable of the module's own code, whatever patches put in its place. */
  own(name: string): Reference {
    this.#names ??= this.#access();
    const found = Object.hasOwn(this.#names, name) ? this.#names[name] : undefined;
    if (found === undefined) return new Accessor(() => refuseName(name), refuseAssignment);
    return typeof found === "function" ? new Accessor(found, refuseAssignment) : new Accessor(...found);
  }

  get require(): NodeJS.Require {
    return createRequire(this.file);
  }
}

/** Names and values of a prototype in turn: what the class's own text gave it, as nobody else has seen it yet. */
function methodsOf({ prototype }: ClassObject): readonly unknown[] {
  const methods: unknown[] = [];
  const names = Reflect.ownKeys(prototype);
  for (let i = 1; i < names.length; i++) {
    const name = names[i] as PropertyKey;
    const value: unknown = Reflect.getOwnPropertyDescriptor(prototype, name)?.value;
    if (value !== undefined) methods.push(name, value);
  }
  return methods;
}

async function importFrom(meta: ImportMeta | undefined, specifier: string, options: unknown): Promise<unknown> {
  return import(meta?.resolve(specifier) ?? specifier, options as ImportCallOptions);
}

/** A value as messages show it, without running code of the program. */
const describe = (value: unknown): string =>
  typeof value === "object" && value !== null ? "object" : typeof value === "symbol" ? "symbol" : String(value);

/** A variable reached through functions. A class, not a literal with `get`: V8 makes those slow objects. */
export class Accessor implements Reference {
  readonly get: Reference["get"];
  readonly set: Reference["set"];

  constructor(get: Reference["get"], set: Reference["set"]) {
    this.get = get;
    this.set = set;
  }

  get v(): unknown {
    return this.get();
  }

  set v(value: unknown) {
    this.set(value);
  }
}

/** A variable that lives in the reference itself. */
export class Box implements Reference {
  v: unknown;

  constructor(value: unknown) {
    this.v = value;
  }

  get(): unknown {
    return this.v;
  }

  set(value: unknown): unknown {
    this.v = value;
    return value;
  }
}

export const isReference = (value: unknown): value is Reference => value instanceof Box || value instanceof Accessor;

function refuseName(name: string): never {
  throw new ReferenceError(`${name} is not defined`);
}

function refuseAssignment(): never {
  throw new TypeError("Assignment to constant variable.");
}

const modules = new Map<string, Module>();
/** Instances of a file that was loaded again since: `import("./a.js?2")`, or required after it was taken out of the cache. */
const earlier: WeakRef<Module>[] = [];
const listeners: ((module: Module) => void)[] = [];
const first: { listener?: () => void } = {};

/**
 * Called by every emitted module, first thing, with `import.meta` or (CommonJS) its file name. Registering again (a second instance of the
 * same file) replaces the record.
 */
export function registerModule(js: string, self: ImportMeta | string, format: number, access: ModuleAccess): Module {
  const [meta, url] = typeof self === "string" ? [undefined, self] : [self, self.url];
  const file = url.startsWith("file:") ? fileURLToPath(url) : url;
  const module = new Module(js, file, meta, makeHolder(), access);
  if (format !== readFormat)
    throw new Error(
      `ts-updatable: ${file} was compiled for format ${format}, this runtime reads format ${readFormat}: compile it again with the installed version.`,
    );
  const before = modules.get(js);
  if (before !== undefined) earlier.push(new WeakRef(before));
  state.registering = true;
  try {
    modules.set(js, module);
    if (modules.size === 1) first.listener?.();
    for (const listener of listeners) listener(module);
  } finally {
    state.registering = false;
  }
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
