// What going back from a patch would lose, told before the patch is applied.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Change, PATCH_FILE, type Patch } from "../../runtime/contract/patch.js";

/** State of the new version that the one before has no place for, or holds in another form. Nothing where the patch cannot be read: the process will say so. */
export function findLosses(patch: string): readonly Change[] {
  const reverse = readPatch(patch)?.reverse;
  if (reverse === undefined || "refused" in reverse) return [];
  return (readPatch(join(patch, reverse.folder))?.changes ?? []).filter(isLoss);
}

function isLoss({ action, what, verdict }: Change): boolean {
  return verdict === "migrated" || (action === "removed" && (what === "variable" || what === "class"));
}

function readPatch(folder: string): Patch | undefined {
  try {
    return JSON.parse(readFileSync(join(folder, PATCH_FILE), "utf8")) as Patch;
  } catch {
    return undefined;
  }
}
