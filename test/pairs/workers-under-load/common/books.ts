// A thread that can be updated seldom: it writes the books, and nothing interrupts that. It answers no questions.
import { setImmediate as turn } from "node:timers/promises";

const WRITING_MS = 60;
const cell = new Int32Array(new SharedArrayBuffer(4));

export async function keepBooks(): Promise<void> {
  for (;;) {
    Atomics.wait(cell, 0, 0, WRITING_MS);
    await turn();
  }
}
