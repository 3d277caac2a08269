// What the control plane tells the operator of the program: one line on standard error.
import { writeSync } from "node:fs";

/** Written straight to the descriptor: a helper thread's own `process.stderr` waits for the program thread, which may be in an endless loop. */
export function note(message: string): void {
  try {
    writeSync(2, `ts-updatable: ${message}\n`);
  } catch {
    // A closed or full standard error must not disturb the program.
  }
}
