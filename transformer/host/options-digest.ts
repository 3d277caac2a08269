// What makes an earlier build unusable although no source changed: our version and options, the format, TypeScript's version.
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { FORMAT } from "../../runtime/contract/build.js";
import { digestOf } from "./digest.js";
import type { Settings } from "./settings.js";

export function getOptionsDigest(settings: Settings, typescriptVersion: string): string {
  const { exclude, updatePoints } = settings;
  return digestOf(JSON.stringify([FORMAT, getPackageVersion(), typescriptVersion, [...exclude].sort(), updatePoints]));
}

function getPackageVersion(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  for (let above = dirname(folder); above !== folder; folder = above, above = dirname(folder)) {
    const version = findVersion(join(folder, "package.json"));
    if (version !== undefined) return version;
  }
  throw new Error(
    "ts-updatable found no package.json of its own, so builds could not be told apart by version. Install the package again.",
  );
}

function findVersion(file: string): string | undefined {
  try {
    const { name, version } = JSON.parse(readFileSync(file, "utf8")) as { readonly name?: string; readonly version?: string };
    return name === "ts-updatable" ? version : undefined;
  } catch {
    return undefined;
  }
}
