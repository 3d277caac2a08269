// Prints a line at once, from any thread: a worker's own `console.log` waits for the main thread.
import { writeSync } from "node:fs";

export function say(line: string): void {
  for (let written = false; !written; ) written = tryToWrite(`${line}\n`);
}

/** A pipe that does not block may have no room. */
function tryToWrite(text: string): boolean {
  try {
    writeSync(1, text);
    return true;
  } catch {
    return false;
  }
}
