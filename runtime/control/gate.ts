// Who wins when a request times out before the thread has looked at it: an update that was given up must never begin.
//
// A blocked thread (execSync, a long native call) reads a posted message only when it is free again. Without the gate
// it would then begin an update whose client has long been told that it was not reached.

/** Helper thread, before it posts the first message of request `id`. `gate`: the thread's own cell. */
export function offer(cells: Int32Array, gate: number, id: number): void {
  Atomics.store(cells, gate, id);
}

/** The asked thread: true exactly once for an offered request that was not withdrawn. */
export function take(cells: Int32Array, gate: number, id: number): boolean {
  return Atomics.compareExchange(cells, gate, id, 0) === id;
}

/** Helper thread: true if the thread has not begun the request, and now never will. */
export function withdraw(cells: Int32Array, gate: number, id: number): boolean {
  return take(cells, gate, id);
}
