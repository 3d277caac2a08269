// What all threads of the process share. Workers inherit it from the thread that starts them, so it has to be there before they are.
import { getEnvironmentData, isMainThread, setEnvironmentData } from "node:worker_threads";
import { makeChain } from "./chain.js";
import { CELL_COUNT, SHARED } from "./thread-data.js";

export interface Shared {
  readonly cells: Int32Array<SharedArrayBuffer>;
  /** The version that threads start in (see chain.ts). */
  readonly chain: SharedArrayBuffer;
}

/** Undefined in a worker that is older than the control socket. */
export function findShared(): Shared | undefined {
  return getEnvironmentData(SHARED) as Shared | undefined;
}

/** For the main thread. */
export function getShared(): Shared {
  const found = findShared();
  if (found !== undefined || !isMainThread) return found as Shared;
  const made = { cells: new Int32Array(new SharedArrayBuffer(CELL_COUNT * Int32Array.BYTES_PER_ELEMENT)), chain: makeChain() };
  setEnvironmentData(SHARED, made as unknown as Parameters<typeof setEnvironmentData>[1]);
  return made;
}
