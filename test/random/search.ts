// Looks for a random program that breaks a rule, makes it as small as it can, and keeps what shows it.
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { projectFolder } from "../harness/imports.ts";
import { type Attempt, check, type Sample } from "./check.ts";
import { programs } from "./choices.ts";
import { emptyTally, type Tally } from "./tally.ts";

export interface SearchOptions {
  readonly runs: number;
  readonly seed: number;
  readonly path?: string;
  /** Folder for what fails. */
  readonly failures: string;
}

const attempts: fc.Arbitrary<readonly Attempt[]> = fc.array(
  fc.record({ by: fc.constantFrom("call", "reach"), at: fc.array(fc.nat(999), { minLength: 1, maxLength: 2 }) }),
  { minLength: 1, maxLength: 4, size: "max" },
);

const samples: fc.Arbitrary<Sample> = fc.record({ functions: programs, attempts });

/** Shrinking takes at most this long: small is nice, but a failure that is told is better. */
const SHRINK_MS = 120_000;

export async function search(options: SearchOptions): Promise<{ tally: Tally; failure: string | undefined }> {
  mkdirSync(join(projectFolder, "build"), { recursive: true });
  const work = mkdtempSync(join(projectFolder, "build", "random-"));
  const tally = emptyTally();
  let failedAt = Number.POSITIVE_INFINITY;
  const property = fc.asyncProperty(samples, async (sample) => {
    // Late in shrinking everything passes: what failed last is kept.
    if (performance.now() - failedAt > SHRINK_MS) return;
    try {
      await check(sample, join(work, "program"), failedAt < Number.POSITIVE_INFINITY ? emptyTally() : tally);
    } catch (error) {
      failedAt = Math.min(failedAt, performance.now());
      keep(work, error, options.failures);
      throw error;
    }
  });
  try {
    const { runs: numRuns, seed, path } = options;
    const result = await fc.check(property, { numRuns, seed, ...(path === undefined ? {} : { path }) });
    if (!result.failed) return { tally, failure: undefined };
    const again = `--seed ${result.seed} --path ${result.counterexamplePath}`;
    return { tally, failure: `${String(result.errorInstance)}\n\nversions, builds and what failed: ${options.failures}\nagain: ${again}` };
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** The newest failure is the smallest. */
function keep(work: string, error: unknown, folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  cpSync(join(work, "program"), folder, { recursive: true });
  writeFileSync(join(folder, "failure.txt"), `${error instanceof Error ? error.stack : String(error)}\n`);
}
