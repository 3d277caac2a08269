// Keeps the thread, but not the processor, busy: loops that never yield stay slow enough to be read.
const cell = new Int32Array(new SharedArrayBuffer(4));

export const pause = (ms: number): void => void Atomics.wait(cell, 0, 0, ms);
