// The ways in which the programs of a corpus are run, as environments of its processes, and what they must have in common.
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { StormReport } from "../../harness/storm.ts";
import type { Count, Difference } from "../corpus.ts";
import { compareResults, type TestResult, type TestResults } from "./results.ts";

export interface Way {
  readonly name: string;
  readonly build: "plain" | "updatable";
  readonly env: Readonly<Record<string, string>>;
}

const PLAIN: Way = { name: "plain", build: "plain", env: {} };
const UPDATABLE: Way = { name: "updatable", build: "updatable", env: {} };

function storm(code: "frames" | "units", every: number, seed: number): Way {
  return {
    name: `storm of ${code}`,
    build: "updatable",
    env: { TS_UPDATABLE_STORM: code, TS_UPDATABLE_STORM_EVERY: String(every), TS_UPDATABLE_STORM_SEED: String(seed) },
  };
}

export interface WaysOptions {
  /** Where storms report what they did. */
  readonly folder: string;
  /** How many update points lie between two that a storm takes, on the average: large programs reach millions. */
  readonly every: number;
  readonly seed: number;
}

/** Runs all ways, and compares each with the plain one. A storm that rebuilds nothing proves nothing. */
export async function compareWays(
  { folder, every, seed }: WaysOptions,
  runWay: (way: Way) => TestResults | Promise<TestResults>,
): Promise<{ readonly counts: readonly Count[]; readonly differences: readonly Difference[] }> {
  const plain = await runWay(PLAIN);
  const differences = compareResults(plain, await runWay(UPDATABLE), UPDATABLE.name);
  const countOf = (status: TestResult["status"]): number => [...plain.values()].filter((result) => result.status === status).length;
  const counts = [
    { what: "tests that pass in plain", count: countOf("passed") },
    { what: "tests that fail in plain", count: countOf("failed") },
  ];
  for (const way of [storm("frames", every, seed), storm("units", every, seed)]) {
    const file = join(folder, `${way.name.replaceAll(" ", "-")}.jsonl`);
    mkdirSync(folder, { recursive: true });
    rmSync(file, { force: true });
    const results = await runWay({ ...way, env: { ...way.env, TS_UPDATABLE_STORM_REPORT: file } });
    differences.push(...compareResults(plain, results, way.name));
    const { rebuilt, frames } = readReports(file);
    if (rebuilt === 0) differences.push({ subject: "storm", way: way.name, what: "it rebuilt no frame" });
    counts.push({ what: `stacks rebuilt in a ${way.name} (${frames} frames)`, count: rebuilt });
  }
  return { counts, differences };
}

/** One line of each process. */
function readReports(file: string): Pick<StormReport, "rebuilt" | "frames"> {
  const lines = existsSync(file) ? readFileSync(file, "utf8").trim().split("\n") : [];
  const reports = lines.map((line) => JSON.parse(line) as StormReport);
  const sum = (key: "rebuilt" | "frames"): number => reports.reduce((total, report) => total + report[key], 0);
  return { rebuilt: sum("rebuilt"), frames: sum("frames") };
}
