// What a patch's author chose, and what may be found wrong with it.
import type { Answers, GivenPolicy, Invariant } from "./answers.js";
import type { Comparison } from "./compare-builds.js";
import type { FieldsRead } from "./fields-read.js";

/** What may be overridden, by name. `policy-unknown` and `restart-impossible` may not: there would be nothing that could be done. */
export const RULES = [
  "restart-impure",
  "finish-old-state",
  "finish-old-calls",
  "lazy-transformer",
  "together-lazy",
  "together-mixed",
  "together-ended",
  "together-rerun",
] as const;
export type Rule = (typeof RULES)[number];

export interface Finding {
  readonly rule: Rule | "policy-unknown" | "restart-impossible";
  /** `file:line:column` of the choice. */
  readonly at: string;
  readonly message: string;
}

export interface Choices {
  readonly comparison: Comparison;
  readonly policies: ReadonlyMap<string, GivenPolicy>;
  readonly invariants: readonly Invariant[];
  readonly instances: Answers["instances"];
  /** What each field's transformer reads of the old object, and where each answer stands. */
  readonly fieldsRead: FieldsRead;
}
