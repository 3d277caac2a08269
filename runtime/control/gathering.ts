// The helper thread's side of a barrier: when the last thread has come, all go on at once; when one cannot come, all go on as they were.
import { ARRIVALS, BARRIER_ABORT, BARRIER_GO, BARRIER_OPEN, BARRIER_READY } from "./thread-data.js";

/** Arrivals are told; this is for the case that one was missed. */
const LOOK_AGAIN_MS = 50;

type Verdict = typeof BARRIER_OPEN | typeof BARRIER_GO | typeof BARRIER_ABORT;

export class Gathering {
  readonly #cells: Int32Array;
  /** Of threads that have not answered yet. */
  readonly #expected = new Set<number>();
  #isComplete = false;
  #verdict: Verdict = BARRIER_OPEN;

  constructor(cells: Int32Array) {
    this.#cells = cells;
    void this.#watch();
  }

  /** A thread is about to be asked. One that comes when it is decided does not wait. */
  expect(cell: number): void {
    Atomics.store(this.#cells, cell, this.#verdict);
    this.#expected.add(cell);
  }

  /** A thread has answered. Whether that is to stop the others is for the caller to say. */
  forget(cell: number): void {
    this.#expected.delete(cell);
  }

  /** All threads there are have been asked. */
  complete(): void {
    this.#isComplete = true;
  }

  /** Without effect when all have gone on already. */
  abort(): void {
    if (this.#verdict === BARRIER_OPEN) this.#settle(BARRIER_ABORT);
  }

  #decide(): void {
    if (this.#isComplete && [...this.#expected].every((cell) => Atomics.load(this.#cells, cell) === BARRIER_READY))
      this.#settle(BARRIER_GO);
  }

  #settle(verdict: Verdict): void {
    this.#verdict = verdict;
    for (const cell of this.#expected) {
      for (const from of [BARRIER_OPEN, BARRIER_READY]) Atomics.compareExchange(this.#cells, cell, from, verdict);
      Atomics.notify(this.#cells, cell);
    }
  }

  async #watch(): Promise<void> {
    while (this.#verdict === BARRIER_OPEN) {
      const arrivals = Atomics.load(this.#cells, ARRIVALS);
      this.#decide();
      if (this.#verdict !== BARRIER_OPEN) return;
      await Atomics.waitAsync(this.#cells as Int32Array<SharedArrayBuffer>, ARRIVALS, arrivals, LOOK_AGAIN_MS).value;
    }
  }
}
