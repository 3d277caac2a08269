// How often a waiting client hears what its update waits for: when that changes, twice a second at most.
import type { Stale } from "../contract/protocol.js";

/** Most updates land before this: nothing is said about them. */
const QUIET_MS = 250;
const INTERVAL_MS = 500;

export class Progress {
  readonly #tell: (blockers: readonly Stale[]) => void;
  #nextAt = performance.now() + QUIET_MS;
  #told = "[]";

  constructor(tell: (blockers: readonly Stale[]) => void) {
    this.#tell = tell;
  }

  report(blockers: readonly Stale[]): void {
    const now = performance.now();
    if (now < this.#nextAt) return;
    const text = JSON.stringify(blockers);
    if (text === this.#told) return;
    this.#told = text;
    this.#nextAt = now + INTERVAL_MS;
    this.#tell(blockers);
  }
}
