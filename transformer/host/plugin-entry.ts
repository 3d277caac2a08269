// Which entries of a tsconfig's "plugins" are ours, and which belong to transformers that our own command does not run.
import { createRequire } from "node:module";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type ts from "typescript";

type Entry = Readonly<Record<string, unknown>>;

export interface PluginEntries {
  /** Our own entry; empty where the project has none. */
  readonly own: Entry;
  /** Names of other ts-patch transformers. Entries without "transform" are the language service's and concern nobody here. */
  readonly others: readonly string[];
}

const NAME = "ts-updatable/transformer";

export function getPluginEntries(options: ts.CompilerOptions): PluginEntries {
  const entries = (options["plugins"] ?? []) as unknown as readonly Entry[];
  const transformers = entries.filter((entry) => typeof entry["transform"] === "string");
  const own = transformers.find((entry) => isOwn(entry, options));
  return { own: own ?? {}, others: transformers.filter((entry) => entry !== own).map((entry) => String(entry["transform"])) };
}

function isOwn(entry: Entry, options: ts.CompilerOptions): boolean {
  const name = String(entry["transform"]);
  return name === NAME || findEntryFile(name, options) === getOwnFile();
}

/** Some name the plug-in by its path. */
function findEntryFile(name: string, options: ts.CompilerOptions): string | undefined {
  const config = options["configFilePath"];
  const folder = typeof config === "string" ? dirname(config) : process.cwd();
  try {
    return createRequire(resolve(folder, "tsconfig.json")).resolve(name);
  } catch {
    return undefined;
  }
}

const getOwnFile = (): string => resolve(dirname(fileURLToPath(import.meta.url)), "..", "index.js");
