// The state transformers of a patch: the user's own functions, which run before the update is in force.
import { createRequire } from "node:module";
import { join } from "node:path";
import type { LoadedPatch } from "./load-patch.js";
import { Refusal } from "./refusal.js";

/** Runs the transformer under a key. Throws a {@link Refusal} that names it where it throws. */
export type Transform = (key: string, ...values: readonly unknown[]) => unknown;

type Exports = Readonly<Record<string, unknown>>;

export function transformersOf({ folder, patch }: LoadedPatch): Transform {
  let exports: Exports | undefined;
  return (key, ...values) => {
    try {
      exports ??= load(folder, patch.transformers);
      const given = exports[key];
      if (typeof given !== "function") throw new Error("the patch holds no function under this key");
      return Reflect.apply(given, undefined, values) as unknown;
    } catch (error) {
      throw new Refusal("TRANSFORMER", `the state transformer of \`${key}\` failed, and nothing was changed: ${placed(error)}`);
    }
  };
}

function load(folder: string, file: string | undefined): Exports {
  if (file === undefined) throw new Error("the patch holds no transformers");
  const path = join(folder, file);
  const require = createRequire(path);
  const exports = require(path) as Exports;
  delete require.cache[path];
  return exports;
}

/** The message, and the line of the transformers file that threw. */
function placed(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const [, at] = /\n\s+at (?:.* \()?([^\n]*transformers\.c?[jt]s:\d+:\d+)\)?/.exec(error.stack ?? "") ?? [];
  return `${error.name}: ${error.message}${at === undefined ? "" : ` (${at})`}`;
}
