// Differences that are known and told to users, and what is not run: which subjects they concern, and why they are there.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Difference } from "./corpus.ts";

/** One known difference of a corpus. */
export interface Exclusion {
  /** Matched with the names of subjects. */
  readonly pattern: RegExp;
  /** `compare`: what differs in them is no difference. `never`: they say nothing about updatable code, or cannot be run. */
  readonly run: "compare" | "never";
  /** A sentence for users. */
  readonly reason: string;
}

export const EXCLUSIONS_FILE = join(import.meta.dirname, "exclusions.json");

/** By the name of the corpus. Throws with all that is wrong with the file. */
export function readExclusions(
  corpora: readonly string[],
  text = readFileSync(EXCLUSIONS_FILE, "utf8"),
): ReadonlyMap<string, readonly Exclusion[]> {
  const problems: string[] = [];
  const read: unknown = JSON.parse(text);
  if (!isRecord(read)) throw new Error("exclusions.json must be an object: a list of exclusions for each corpus");
  const entries = Object.entries(read).map(([corpus, list]) => {
    if (!corpora.includes(corpus)) problems.push(`there is no corpus "${corpus}"; there are: ${corpora.join(", ")}`);
    if (!Array.isArray(list)) problems.push(`${corpus}: a list was expected`);
    const exclusions = (Array.isArray(list) ? list : []).map((entry, index) => toExclusion(entry, `${corpus}[${index}]`, problems));
    return [corpus, exclusions] as const;
  });
  if (problems.length > 0) throw new Error(`exclusions.json:\n${problems.map((problem) => `  ${problem}`).join("\n")}`);
  return new Map(entries);
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);

function toExclusion(entry: unknown, place: string, problems: string[]): Exclusion {
  const { pattern, reason, run = "compare", ...more } = isRecord(entry) ? entry : {};
  const found = typeof pattern === "string" && pattern !== "" ? toPattern(pattern) : undefined;
  if (found === undefined) problems.push(`${place}: "pattern" must be a regular expression, written as a text`);
  else if (found.test("")) problems.push(`${place}: "pattern" matches everything`);
  if (typeof reason !== "string" || !/^\S+ .*\.$/.test(reason)) problems.push(`${place}: "reason" must be a sentence`);
  if (run !== "compare" && run !== "never") problems.push(`${place}: "run" can be "compare" or "never"`);
  if (Object.keys(more).length > 0)
    problems.push(`${place}: only "pattern", "reason" and "run" are known, not ${Object.keys(more).join(", ")}`);
  return { pattern: found ?? /^/, run: run === "never" ? run : "compare", reason: String(reason) };
}

function toPattern(text: string): RegExp | undefined {
  try {
    return new RegExp(text);
  } catch {
    return undefined;
  }
}

export interface Judged {
  /** Differences that nothing excludes. */
  readonly open: readonly Difference[];
  /** How many subjects each exclusion excludes. */
  readonly excluded: readonly { readonly exclusion: Exclusion; readonly subjects: number }[];
}

/** @param leftOut subjects that were not run */
export function judge(differences: readonly Difference[], exclusions: readonly Exclusion[], leftOut: readonly string[] = []): Judged {
  const open = differences.filter(({ subject }) => !exclusions.some(({ pattern }) => pattern.test(subject)));
  const subjects = [...new Set([...differences.map(({ subject }) => subject), ...leftOut])];
  const excluded = exclusions.map((exclusion) => ({
    exclusion,
    subjects: subjects.filter((subject) => exclusion.pattern.test(subject)).length,
  }));
  return { open, excluded };
}
