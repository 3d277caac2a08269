// Stands still in one place until the program has been updated, so that what a test sees does not depend on time.
import { existsSync } from "node:fs";
import { pause } from "./pause.js";
import { version } from "./version.js";

/** Keeps the thread while the program is in version `old`; without effect where `HOLD` is "no". */
export function hold(old: number): void {
  while (version() === old && process.env["HOLD"] !== "no") pause(1);
}

/** Keeps the thread until the file that an environment variable names is there. */
export function waitForFile(variable: string): void {
  const file = process.env[variable];
  while (file !== undefined && !existsSync(file)) pause(1);
}
