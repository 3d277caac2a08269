// Values that an older version of the program has saved, and the state transformers that lead from it to the version in force.
import { type LoadedPatch, loadPatch } from "../load/load-patch.js";
import { Transformers } from "../load/transformers.js";

/** Where a saved value comes from. */
export interface SavedBy {
  /** Version that saved it: what `status().version` was then. */
  readonly from: string;
  /** Key of the state transformer, such as `src/main.ts#documents`. Patches that have none under it leave the value as it is. */
  readonly key: string;
  /** Folders of patches that lead from that version to the one in force, in any order; there may be others among them. */
  readonly patches: readonly string[];
}

/** Throws, or rejects, where no way leads to `version`, where a patch cannot be read, and where a transformer fails. */
export async function convertSaved(value: unknown, { from, key, patches }: SavedBy, version: string): Promise<unknown> {
  let converted = value;
  for (const loaded of findChain(patches.map(loadPatch), from, version)) converted = await new Transformers(loaded).apply(key, converted);
  return converted;
}

/** The shortest way, over each version at most once. */
function findChain(patches: readonly LoadedPatch[], from: string, version: string): readonly LoadedPatch[] {
  const ways = new Map<string, readonly LoadedPatch[]>([[from, []]]);
  for (const [at, way] of ways) {
    if (at === version) return way;
    for (const loaded of patches) if (loaded.patch.from === at && !ways.has(loaded.patch.to)) ways.set(loaded.patch.to, [...way, loaded]);
  }
  const reached = [...ways.keys()].at(-1);
  throw new Error(
    `no patch leads from version ${reached} on to ${version}, which is in force: a value that version ${from} has saved cannot be converted. Keep the folders of all patches between the two, and name them.`,
  );
}
