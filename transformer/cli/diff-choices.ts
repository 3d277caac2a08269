// What `diff` does with contradictions among the choices of a patch's author: told, or recorded where they are overridden.
import type { Override } from "../../runtime/contract/patch.js";
import type { ErrorAnswer } from "../../runtime/contract/protocol.js";
import type { Answers } from "../diff/answers.js";
import { RULES, type Rule } from "../diff/choices.js";
import type { Comparison } from "../diff/compare-builds.js";
import { lintChoices } from "../diff/lint-choices.js";
import { InputError } from "../diff/read-build.js";
import { type OpenTransformers, shorten } from "./diff-transformers.js";

export interface CheckedChoices {
  readonly problems: readonly ErrorAnswer[];
  readonly overrides: readonly Override[];
}

export function checkChoices(
  comparison: Comparison,
  file: OpenTransformers | undefined,
  { instances, overridden }: { readonly instances: Answers["instances"]; readonly overridden: readonly string[] },
): CheckedChoices {
  const findings = lintChoices({
    comparison,
    policies: file?.policies ?? new Map(),
    invariants: file?.invariants ?? [],
    instances,
    fieldsRead: file?.fieldsRead ?? new Map(),
  }).map((finding) => ({ ...finding, at: shorten(finding.at) }));
  return {
    problems: findings.flatMap(({ rule, at, message }) => (overridden.includes(rule) ? [] : [{ code: rule, message, at }])),
    overrides: findings.filter(({ rule }) => overridden.includes(rule)),
  };
}

/** The rules that `--override` names. */
export function readOverridden(words: readonly string[]): Rule[] {
  return words.map((word) => {
    const rule = RULES.find((name) => name === word);
    if (rule === undefined) throw new InputError(`--override ${word} is not known: it is one of ${RULES.join(", ")}`);
    return rule;
  });
}
