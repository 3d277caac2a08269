// The state transformers of a patch: the user's own functions, which run before the update is in force.
import { createRequire } from "node:module";
import { join } from "node:path";
import { Refusal } from "../refusal.js";
import { show } from "../show.js";
import type { LoadedPatch } from "./load-patch.js";

/** Runs the transformer under a key. Throws a {@link Refusal} that names it where it throws. */
export type Transform = (key: string, ...values: readonly unknown[]) => unknown;

/** One call of an asynchronous transformer: for a variable's value, or for an object's fields. */
export interface AwaitedCall {
  readonly key: string;
  readonly object?: object;
  readonly value: unknown;
}

type Exports = Readonly<Record<string, unknown>>;

export class Transformers {
  readonly #loaded: LoadedPatch;
  #exports: Exports | undefined;
  /** What asynchronous ones gave, by key and object. */
  #results: ReadonlyMap<string, ReadonlyMap<object | undefined, unknown>> = new Map();

  constructor(loaded: LoadedPatch) {
    this.#loaded = loaded;
  }

  /** Keys whose results are awaited before the update can be made. */
  get awaited(): readonly string[] {
    return this.#loaded.patch.asynchronous ?? [];
  }

  readonly run: Transform = (key, ...values) => (this.awaited.includes(key) ? this.#resultOf(key) : this.#runNow(key, values));

  /** @param old the object's fields as they were */
  ofObject(key: string, object: object, old: unknown): unknown {
    return this.awaited.includes(key) ? this.#resultOf(key, object) : this.#runNow(key, [old]);
  }

  /** Runs asynchronous transformers; their results are there when it resolves. Rejects with a {@link Refusal} that names the first that fails. */
  async settle(calls: readonly AwaitedCall[]): Promise<void> {
    const results = new Map<string, Map<object | undefined, unknown>>();
    await Promise.all(
      calls.map(async ({ key, object, value }) => {
        const result = await this.#settleOne(key, object, value);
        const ofKey = results.get(key) ?? new Map<object | undefined, unknown>();
        results.set(key, ofKey.set(object, result));
      }),
    );
    this.#results = results;
  }

  /** For a value that nothing of the program holds. */
  async apply(key: string, value: unknown): Promise<unknown> {
    if (this.#loaded.patch.transformers === undefined) return value;
    this.#exports ??= load(this.#loaded);
    return key in this.#exports ? await this.#settleOne(key, undefined, value) : value;
  }

  /** What was given is out of date. */
  forget(): void {
    this.#results = new Map();
  }

  async #settleOne(key: string, object: object | undefined, value: unknown): Promise<unknown> {
    try {
      return await this.#call(key, [value]);
    } catch (error) {
      throw failed(key, object === undefined ? placed(error) : `${placed(error)}, for ${show(object)}`);
    }
  }

  #runNow(key: string, values: readonly unknown[]): unknown {
    try {
      return this.#call(key, values);
    } catch (error) {
      if (error instanceof Refusal) throw error;
      throw failed(key, placed(error));
    }
  }

  #resultOf(key: string, object?: object): unknown {
    const results = this.#results.get(key);
    if (results?.has(object) === true) return results.get(object);
    throw failed(key, "it is asynchronous, and was not asked for this value before the update");
  }

  #call(key: string, values: readonly unknown[]): unknown {
    return Reflect.apply(this.#find(key), undefined, values);
  }

  #find(key: string): (...values: readonly unknown[]) => unknown {
    this.#exports ??= load(this.#loaded);
    const given = this.#exports[key];
    if (typeof given !== "function") throw new Error("the patch holds no function under this key");
    return given as (...values: readonly unknown[]) => unknown;
  }
}

const failed = (key: string, why: string): Refusal =>
  new Refusal("TRANSFORMER", `the state transformer of \`${key}\` failed, and nothing was changed: ${why}`);

function load({ folder, patch: { transformers: file } }: LoadedPatch): Exports {
  if (file === undefined) throw new Error("the patch holds no transformers");
  return loadTransformers(join(folder, file));
}

/** What a file of transformers exports, by key. */
export function loadTransformers(path: string): Exports {
  const require = createRequire(path);
  const exports = require(path) as Exports;
  delete require.cache[path];
  return exports;
}

/** The message, and the line of the transformers file that threw. */
export function placed(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const [, at] = /\n\s+at (?:.* \()?([^\n]*transformers(?:-back)?\.c?[jt]s:\d+:\d+)\)?/.exec(error.stack ?? "") ?? [];
  return `${error.name}: ${error.message}${at === undefined ? "" : ` (${at})`}`;
}
