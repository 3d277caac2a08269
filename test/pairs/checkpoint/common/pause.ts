// Like that of other pairs, but that no variable holds what threads can share.
export const pause = (ms: number): void => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
