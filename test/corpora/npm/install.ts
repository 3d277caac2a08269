// Packages of others, installed by npm at the versions of packages.json into a cache that is no part of the repository.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { projectFolder } from "../../harness/imports.ts";
import type { CorpusOptions, CorpusResult, Setting } from "../corpus.ts";

export const cacheSetting: Setting = {
  option: "cache",
  variable: "CORPORA_CACHE",
  help: "folder for packages that npm installs (node_modules/.cache/corpora)",
};

export type Installed = { readonly kind: "installed"; readonly modules: string } | Extract<CorpusResult, { kind: "not-run" }>;

type Versions = Readonly<Record<string, string>>;

/** @param name a key of packages.json */
export function installPackages(name: string, { settings, progress }: CorpusOptions): Installed {
  const folder = join(resolve(settings["cache"] ?? join(projectFolder, "node_modules/.cache/corpora")), name);
  const modules = join(folder, "node_modules");
  const wanted = readWanted(name);
  if (isThere(modules, wanted)) return { kind: "installed", modules };
  progress(`${name}: npm install`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true, dependencies: wanted }));
  const args = ["install", "--ignore-scripts", "--legacy-peer-deps", "--no-audit", "--no-fund", "--loglevel=error"];
  const { error, status, stderr } = spawnSync("npm", args, { cwd: folder, encoding: "utf8" });
  if (status === 0 && isThere(modules, wanted)) return { kind: "installed", modules };
  return {
    kind: "not-run",
    why: `npm could not install ${Object.entries(wanted)
      .map(([key, version]) => `${key}@${version}`)
      .join(", ")} into ${folder}: ${error?.message ?? stderr.trim().split("\n")[0]}`,
    how: "Run it where npm reaches a registry, or give the cache of such a run by --cache.",
  };
}

function readWanted(name: string): Versions {
  const packages = JSON.parse(readFileSync(join(import.meta.dirname, "packages.json"), "utf8")) as Record<string, Versions>;
  return packages[name] as Versions;
}

const isThere = (modules: string, wanted: Versions): boolean =>
  Object.entries(wanted).every(([name, version]) => {
    const file = join(modules, name, "package.json");
    return existsSync(file) && (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version === version;
  });
