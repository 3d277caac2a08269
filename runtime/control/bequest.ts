// What this process leaves to those that belong to it, whenever another version comes into force: the way there, for children that start
// later, and word of it for the processes that share its control socket.
/** Written for children: JSON of {@link Inheritance}. */
export const INHERIT_VARIABLE = "TS_UPDATABLE_INHERIT";

/** The version in which a child starts. */
export interface Inheritance {
  /** Build that it must have been started from. */
  readonly base: string;
  /** Patch folders, in their order. */
  readonly patches: readonly string[];
}

interface Entry {
  readonly version: string;
  /** Patch folder that brought it. */
  readonly folder?: string;
}

class Bequest {
  #tell: ((version: string) => void) | undefined;

  /** A helper thread is there, or (undefined) has gone: without a control socket nobody is left anything. */
  attach(tell: ((version: string) => void) | undefined): void {
    this.#tell = tell;
    if (tell === undefined) delete process.env[INHERIT_VARIABLE];
  }

  /**
   * @param entries what the process has been through, with the version in force as the last one
   * @param isOnProbation the last of them: children start in the one before, and are led on when they join
   */
  leave(entries: readonly Entry[], isOnProbation: boolean): void {
    const last = entries.at(-1);
    if (this.#tell === undefined || last === undefined) return;
    const [first, ...later] = isOnProbation ? entries.slice(0, -1) : entries;
    const patches = later.flatMap(({ folder }) => folder ?? []);
    const inheritance: Inheritance = { base: first?.version ?? "", patches };
    if (patches.length === 0) delete process.env[INHERIT_VARIABLE];
    else process.env[INHERIT_VARIABLE] = JSON.stringify(inheritance);
    this.#tell(last.version);
  }
}

export const bequest: Bequest = new Bequest();
