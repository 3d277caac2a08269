// Before a process ends for a checkpoint, another one tries whether it could go on from the file.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { Refusal } from "../refusal.js";

export const TRIAL = "--try";

/** Throws a {@link Refusal} where the file cannot be resumed: every object is made, and every call entered up to its place, but nothing runs. */
export function tryCheckpoint(file: string, outDir: string): void {
  const script = fileURLToPath(new URL("./go-on.js", import.meta.url));
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("TS_UPDATABLE_")));
  const { status, signal, stderr, error } = spawnSync(process.execPath, [...process.execArgv, script, TRIAL, file, outDir], {
    env,
    encoding: "utf8",
    stdio: ["ignore", "ignore", "pipe"],
  });
  if (status === 0) return;
  const why = error?.message ?? (stderr.trim() || (signal ?? `exit code ${status}`));
  throw new Refusal(
    "TRIAL_FAILED",
    `another process could not go on from the checkpoint (${why}), so it was not kept, and this process goes on.`,
  );
}
