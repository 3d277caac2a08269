// When each version was in force last: a process may come back to one.
import { setEntry } from "../journal.js";

export class Timeline {
  /** Updates whose versions work may be pinned to. */
  inUse: () => readonly number[] = () => [];
  readonly #orders = new Map<string, number>();

  /** The update with this number brought the version into force. Returns what undoes it. */
  record(version: string, order: number): () => void {
    return setEntry(this.#orders, version, order);
  }

  /** Number of the last update that brought a version into force; -1 for one that never was. */
  orderOf(version: string): number {
    return this.#orders.get(version) ?? -1;
  }
}
