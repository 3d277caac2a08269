// What a suite said of its tests, and how two runs of it differ.
import type { Difference } from "../corpus.ts";

export interface TestResult {
  readonly status: "passed" | "failed" | "skipped";
  /** Why it failed. */
  readonly message: string;
  /** What it gave, where that is to be the same. */
  readonly output?: string;
}

/** By the test's name, with its file. */
export type TestResults = Map<string, TestResult>;

export function compareResults(plain: TestResults, other: TestResults, way: string): Difference[] {
  const differences: Difference[] = [];
  for (const [subject, wanted] of plain) {
    const found = other.get(subject);
    const what = describeDifference(wanted, found);
    if (what !== undefined) differences.push({ subject, way, what });
  }
  for (const subject of other.keys()) if (!plain.has(subject)) differences.push({ subject, way, what: "plain has no such test" });
  return differences;
}

function describeDifference(wanted: TestResult, found: TestResult | undefined): string | undefined {
  if (found === undefined) return "it was not run";
  if (found.status !== wanted.status) return `${found.status} instead of ${wanted.status}: ${firstLines(found.message)}`;
  if (found.output === wanted.output) return undefined;
  const [was, is] = [(wanted.output ?? "").split("\n"), (found.output ?? "").split("\n")];
  const line = is.findIndex((text, index) => text !== was[index]);
  return line < 0 ? `it ends before: ${was[is.length]}` : `${firstLines(is.slice(line).join("\n"))}\n    instead of ${was[line]}`;
}

const firstLines = (message: string): string => message.split("\n").slice(0, 12).join("\n      ");
