// What a suite said of its tests, and how two runs of it differ.
import type { Difference } from "../corpus.ts";

export interface TestResult {
  readonly status: "passed" | "failed" | "skipped";
  /** Why it failed. */
  readonly message: string;
}

/** By the test's name, with its file. */
export type TestResults = Map<string, TestResult>;

export function compareResults(plain: TestResults, other: TestResults, way: string): Difference[] {
  const differences: Difference[] = [];
  for (const [subject, wanted] of plain) {
    const found = other.get(subject);
    if (found?.status === wanted.status) continue;
    const what = found === undefined ? "it was not run" : `${found.status} instead of ${wanted.status}: ${firstLines(found.message)}`;
    differences.push({ subject, way, what });
  }
  for (const subject of other.keys()) if (!plain.has(subject)) differences.push({ subject, way, what: "plain has no such test" });
  return differences;
}

const firstLines = (message: string): string => message.split("\n").slice(0, 12).join("\n      ");
