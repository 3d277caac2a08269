// The files of a patch: code in a folder that is named by its content, and the folder as a whole put in place or not at all.
import { createHash, hash } from "node:crypto";
import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { ModulePatch, Patch } from "../../runtime/contract/patch.js";

/** Everything of a patch but its record: relative path to content. */
export type Files = Map<string, string>;

/** Length of the name of the folder that holds a patch's code. */
export const CONTENT_NAME = 12;

/** Code is loaded from a folder named by its content: two patches at one path are never taken for each other. */
export function nameByContent(
  files: Files,
  modules: readonly ModulePatch[],
  added: Patch["added"],
): { folder: string; files: Files; modules: ModulePatch[]; added: Patch["added"] } {
  const hash = createHash("sha256");
  for (const [file, content] of [...files].sort()) hash.update(`${file}\n${content}\n`);
  const folder = hash.digest("hex").slice(0, CONTENT_NAME);
  return {
    folder,
    files: new Map([...files].sort().map(([file, content]) => [`${folder}/${file}`, content])),
    modules: modules.map((m) => (m.unit === undefined ? m : { ...m, unit: `${folder}/${m.unit}` })),
    added: added.map((a) => ({ ...a, file: `${folder}/${a.file}` })),
  };
}

export const digests = (files: Files): Record<string, string> =>
  Object.fromEntries([...files].map(([file, content]) => [file, sha256(content)]));

export const sha256 = (text: string): string => hash("sha256", text);

export function write(file: string, content: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}

export function replaceFolder(from: string, to: string): void {
  rmSync(to, { recursive: true, force: true });
  mkdirSync(dirname(to), { recursive: true });
  renameSync(from, to);
}
