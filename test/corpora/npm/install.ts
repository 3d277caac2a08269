// Packages of others, installed by npm at the versions of packages.json into a cache that is no part of the repository.
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { projectFolder } from "../../harness/imports.ts";
import { installInto, type Versions } from "../../harness/npm-install.ts";
import type { CorpusOptions, CorpusResult, Setting } from "../corpus.ts";

export const cacheSetting: Setting = {
  option: "cache",
  variable: "CORPORA_CACHE",
  help: "folder for packages that npm installs (node_modules/.cache/corpora)",
};

export type Installed = { readonly kind: "installed"; readonly modules: string } | Extract<CorpusResult, { kind: "not-run" }>;

/** @param name a key of packages.json */
export function installPackages(name: string, { settings, progress }: CorpusOptions): Installed {
  const folder = join(resolve(settings["cache"] ?? join(projectFolder, "node_modules/.cache/corpora")), name);
  const installed = installInto(folder, readWanted(name), () => progress(`${name}: npm install`));
  if (installed.kind === "installed") return installed;
  return { kind: "not-run", why: installed.why, how: "Run it where npm reaches a registry, or give the cache of such a run by --cache." };
}

function readWanted(name: string): Versions {
  const packages = JSON.parse(readFileSync(join(import.meta.dirname, "packages.json"), "utf8")) as Record<string, Versions>;
  return packages[name] as Versions;
}
