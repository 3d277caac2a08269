// Packages of others, installed by npm at exact versions into a folder that is no part of the repository.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export type Versions = Readonly<Record<string, string>>;

export type Installed = { readonly kind: "installed"; readonly modules: string } | { readonly kind: "failed"; readonly why: string };

/** Where all of them are there at their versions, npm is not asked. */
export function installInto(folder: string, wanted: Versions, onInstall: () => void): Installed {
  const modules = join(folder, "node_modules");
  if (isThere(modules, wanted)) return { kind: "installed", modules };
  onInstall();
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true, dependencies: wanted }));
  const args = ["install", "--ignore-scripts", "--legacy-peer-deps", "--no-audit", "--no-fund", "--loglevel=error"];
  const { error, status, stderr } = spawnSync("npm", args, { cwd: folder, encoding: "utf8" });
  if (status === 0 && isThere(modules, wanted)) return { kind: "installed", modules };
  const names = Object.entries(wanted).map(([name, version]) => `${name}@${version}`);
  return {
    kind: "failed",
    why: `npm could not install ${names.join(", ")} into ${folder}: ${error?.message ?? stderr.trim().split("\n")[0]}`,
  };
}

const isThere = (modules: string, wanted: Versions): boolean =>
  Object.entries(wanted).every(([name, version]) => {
    const file = join(modules, name, "package.json");
    return existsSync(file) && (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version === version;
  });
