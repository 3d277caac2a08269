// Who wins when a request times out before the program thread has looked at it: an update that was given up must never begin.
//
// A blocked program thread (execSync, a long native call) reads a posted message only when it is free again. Without the gate
// it would then begin an update whose client has long been told that it was not reached.
import { GATE } from "./thread-data.js";

/** Helper thread, before it posts the first message of request `id`. */
export function offer(cells: Int32Array, id: number): void {
  Atomics.store(cells, GATE, id);
}

/** Program thread: true exactly once for an offered request that was not withdrawn. */
export function take(cells: Int32Array, id: number): boolean {
  return Atomics.compareExchange(cells, GATE, id, 0) === id;
}

/** Helper thread: true if the program thread has not begun the request, and now never will. */
export function withdraw(cells: Int32Array, id: number): boolean {
  return take(cells, id);
}
