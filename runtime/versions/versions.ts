// Versions as values: code that asks for a version of its own choice runs it, whichever is in force.
import { types } from "node:util";
import { showPlace } from "../contract/build.js";
import type { Location } from "../load/code.js";
import { placeOfPoint } from "../plan/places.js";
import { captureCaller } from "../plan/stack.js";
import { Refusal } from "../refusal.js";
import type { Module } from "../registry.js";
import type { History, ModuleHistory } from "./history.js";
import { currentWork, iteratorWithin, Work, within } from "./work.js";
import type { World } from "./world.js";
import type { PinnedPlace } from "./worlds.js";

type AnyFunction = (...args: readonly unknown[]) => unknown;

/** What a module exports as functions. */
export type VersionedModule = Readonly<Record<string, AnyFunction>>;

/** Code of a version is linked once for as long as somebody holds its value. */
const copiesOf = new WeakMap<Version, World["copies"]>();

/** A version that stays alive for as long as somebody holds this object, or work is pinned to it. */
export class Version {
  /** Its build id. */
  readonly id: string;
  readonly #history: History;
  readonly #world: World;

  constructor(history: History, world: World) {
    this.id = world.version;
    this.#history = history;
    this.#world = world;
    copiesOf.set(this, world.copies);
  }

  /** Runs `fn` as {@link runWith} does. */
  run<T>(fn: () => T): T {
    return runWithin(this.#history, this.#world, fn, placeOf(this.#history, Version.prototype.run));
  }

  /**
   * The functions that a module exports in this version. Each call runs it entirely, with all that it calls and starts.
   * @param file the module's TypeScript source, or its emitted file, relative to the project or `outDir`
   */
  module<Exports extends object = VersionedModule>(file: string): Exports {
    const record = [...this.#history.modules].find(({ source, module }) => source === file || module.js === file);
    if (record === undefined) throw new Refusal("UNKNOWN_MODULE", `no module ${file} is loaded: loaded are ${this.#sources()}.`);
    const functions = findExported(this.#world, record).flatMap((exported) => {
      const value = readNow(exported);
      return isCallable(value) ? [[exported.name, this.#bind(value, `${file}#${exported.name}`)] as const] : [];
    });
    return Object.freeze(Object.fromEntries(functions)) as Exports;
  }

  #sources(): string {
    return [...this.#history.modules].map(({ source }) => source).join(", ");
  }

  #bind(fn: AnyFunction, name: string): AnyFunction {
    const [history, world] = [this.#history, this.#world];
    const bound = (...args: readonly unknown[]): unknown =>
      runWithin(history, world, () => fn(...args), { function: name, at: "version()" });
    return Object.defineProperty(bound, "name", { value: fn.name, configurable: true });
  }
}

/** Throws a {@link Refusal} where no version of that name is alive, or none that can run beside the one in force. */
export function findVersion(history: History, id: string): World {
  history.refresh();
  if (id !== "" && history.version === id) return history.world;
  const world = history.worlds.find(id);
  if (world === undefined)
    throw new Refusal(
      "NOT_ALIVE",
      `version ${id} is not alive: in force is ${history.version || "none"}. A version that was in force before is alive as long as work is pinned to it or \`version()\` holds it; one that never was, as long as \`loadVersion()\` holds it.`,
    );
  checkConflict(world);
  return world;
}

/** Calls `fn` as work that is pinned to a version. */
export function runWithin<T>(history: History, world: World, fn: () => T, place: PinnedPlace): T {
  checkConflict(world);
  const region = currentWork()?.region;
  const work = history.worlds.pin(new Work(world, { isChosen: true, ...(region === undefined ? {} : { region }) }), world, place);
  return within(work, () => startedWithin(work, fn()));
}

/** The body of a generator runs later, whenever it is asked. */
function startedWithin<T>(work: Work, result: T): T {
  return types.isGeneratorObject(result) ? (iteratorWithin(work, result) as T) : result;
}

function checkConflict({ conflict, version }: World): void {
  if (conflict === undefined) return;
  throw new Refusal("PINNED_STATE", `version ${version} cannot run beside the version in force: ${conflict}, which both would use.`);
}

/** Where the program called `callee`. */
export function placeOf({ locate }: History, callee: (...args: never) => unknown): PinnedPlace {
  const { file, line, column } = captureCaller(callee);
  const found: Location | undefined = locate(file, line, column);
  const fn = found?.code.functions[found.fn];
  if (found === undefined || fn === undefined) return { function: callee.name, at: `${file}:${line}:${column}` };
  return { function: fn.id, at: showPlace(placeOfPoint(fn, found.point)) };
}

interface Exported {
  readonly name: string;
  read(): unknown;
}

/** What a CommonJS module exports is a property of its `exports`; its functions there lead to the version that their caller is pinned to. */
function findExported(world: World, { module, exports }: ModuleHistory): readonly Exported[] {
  const held = findExportsObject(module);
  const properties = Object.keys(held ?? {}).map((name) => ({ name, read: () => held?.[name] }));
  const variables = Object.entries(world.exportsOf(module) ?? exports).flatMap(([name, local]) =>
    typeof local === "string" && !(held !== undefined && name in held) ? [{ name, read: () => world.find(module, local).v }] : [],
  );
  return [...variables, ...properties];
}

function findExportsObject(module: Module): Readonly<Record<string, unknown>> | undefined {
  try {
    return module.read("exports") as Readonly<Record<string, unknown>>;
  } catch {
    return undefined; // an ES module
  }
}

/** Undefined for a name without a value, whose declaration has not been reached. */
function readNow({ read }: Exported): unknown {
  try {
    return read();
  } catch {
    return undefined;
  }
}

/** Classes are the same objects in all versions, and are made by `new`. */
const isCallable = (value: unknown): value is AnyFunction =>
  typeof value === "function" && Object.getOwnPropertyDescriptor(value, "prototype")?.writable !== false;
