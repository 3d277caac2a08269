// What this process leaves to those that belong to it, whenever another version comes into force: the way there, for children that start
// later, and word of it for the processes that share its control socket.
import type { HistoryEntry } from "../versions/history.js";
import { foldersTo } from "../versions/route.js";

/** Written for children: JSON of {@link Inheritance}. */
export const INHERIT_VARIABLE = "TS_UPDATABLE_INHERIT";

/** The version in which a child starts. */
export interface Inheritance {
  /** Build that it must have been started from. */
  readonly base: string;
  /** Patch folders, in their order. */
  readonly patches: readonly string[];
}

/** Windows takes 32,767 characters, Linux 131,072 bytes, and no child of any program would start with more. */
const MOST_CHARACTERS = 30_000;

class Bequest {
  #tell: ((version: string) => void) | undefined;

  /** A helper thread is there, or (undefined) has gone: without a control socket nobody is left anything. */
  attach(tell: ((version: string) => void) | undefined): void {
    this.#tell = tell;
    if (tell === undefined) delete process.env[INHERIT_VARIABLE];
  }

  /**
   * Children that this leaves nothing, because the way is too long, begin in the build, and are led on when they join.
   * @param entries what the process has been through, with the version in force as the last one
   * @param isOnProbation the last of them: children start in the one before, and are led on as well
   */
  leave(entries: readonly HistoryEntry[], isOnProbation: boolean): void {
    const [first, last] = [entries[0], entries.at(-1)];
    if (this.#tell === undefined || first === undefined || last === undefined) return;
    const patches = foldersTo(isOnProbation ? entries.slice(0, -1) : entries);
    const inheritance = JSON.stringify({ base: first.version, patches } satisfies Inheritance);
    if (patches.length === 0 || inheritance.length > MOST_CHARACTERS) delete process.env[INHERIT_VARIABLE];
    else process.env[INHERIT_VARIABLE] = inheritance;
    this.#tell(last.version);
  }
}

export const bequest: Bequest = new Bequest();
