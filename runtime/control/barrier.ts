// A thread's side of a barrier: it has done all of an update that can fail, and stands still until all threads have.
import { ARRIVALS, BARRIER_ABORT, BARRIER_GO, BARRIER_OPEN, BARRIER_READY } from "./thread-data.js";

export class Barrier {
  readonly #cells: Int32Array;
  readonly #cell: number;
  readonly #limitMs: number;
  /** An interrupt that comes now finds the thread at the barrier. */
  isStanding = false;

  /** @param limitMs longest time to stand still where nobody decides: the helper thread is gone */
  constructor(cells: Int32Array, cell: number, limitMs: number) {
    this.#cells = cells;
    this.#cell = cell;
    this.#limitMs = limitMs;
  }

  /** Whether all make the update. Keeps the thread until that is decided. */
  pass(): boolean {
    const [cells, cell] = [this.#cells, this.#cell];
    if (Atomics.compareExchange(cells, cell, BARRIER_OPEN, BARRIER_READY) === BARRIER_OPEN) {
      Atomics.add(cells, ARRIVALS, 1);
      Atomics.notify(cells, ARRIVALS);
      this.isStanding = true;
      Atomics.wait(cells, cell, BARRIER_READY, this.#limitMs);
      this.isStanding = false;
      Atomics.compareExchange(cells, cell, BARRIER_READY, BARRIER_ABORT);
    }
    return Atomics.load(cells, cell) === BARRIER_GO;
  }
}
