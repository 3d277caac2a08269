// Who looks at the clock while a version is on probation: the helper thread, which no loop of the program can hold up, or else a timer.
import { performance } from "node:perf_hooks";

/** As the helper thread is told of it. */
export interface Deadline {
  readonly version: string;
  readonly leftMs: number;
}

interface Watched {
  readonly version: string;
  /** As `performance.now()` tells it. */
  readonly at: number;
  /** Called by the timer. */
  readonly expire: () => void;
}

class Watchdog {
  #helper: ((deadline: Deadline | undefined) => void) | undefined;
  #watched: Watched | undefined;
  #timer: NodeJS.Timeout | undefined;

  /** From now on, or undefined: nothing to watch any more. */
  watch(watched: Watched | undefined): void {
    if (watched === undefined && this.#watched === undefined) return;
    this.#watched = watched;
    this.#keep();
  }

  /** The helper thread is there, or (undefined) has gone. */
  attach(helper: ((deadline: Deadline | undefined) => void) | undefined): void {
    this.#helper = helper;
    if (this.#watched !== undefined) this.#keep();
  }

  #keep(): void {
    clearTimeout(this.#timer);
    const watched = this.#watched;
    const leftMs = watched === undefined ? 0 : Math.max(0, watched.at - performance.now());
    if (this.#helper !== undefined) this.#helper(watched && { version: watched.version, leftMs });
    else if (watched !== undefined) this.#timer = setTimeout(watched.expire, leftMs).unref();
  }
}

export const watchdog: Watchdog = new Watchdog();
