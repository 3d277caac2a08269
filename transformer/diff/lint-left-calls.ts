// Finds calls that are to end in old code, with all that they call, where what they call could not be kept apart from the new version.
import { functionKey } from "./answers.js";
import { isCalled, reachedFrom } from "./callees.js";
import { type ChangedFunction, changedFunctions } from "./changed-functions.js";
import type { Finding } from "./choices.js";
import type { Comparison } from "./compare-builds.js";

/** @param fn whose calls end in old code */
export function lintLeftCalls(key: string, at: string, { oldModule, old }: ChangedFunction, comparison: Comparison): Finding[] {
  const reached = reachedFrom({ module: oldModule, fn: old }, comparison.from);
  const changed = changedFunctions(comparison).filter((callee) => reached.has(callee.old));
  const suspended = changed.filter((callee) => callee.old.kind !== "sync" && callee.patch.policy !== "finish-old" && callee.old !== old);
  const why = [
    ...(suspended.length === 0
      ? []
      : [`it may wait already for a call of ${listed(suspended)}, which would go on in new code: say "finish-old" there, too`]),
    ...(changed.length === 0 || old.kind !== "sync" || !isCalled(old, comparison.from)
      ? []
      : [
          `code of the program calls it, which goes on in new code when it returns, and until then it would call the new ${listed(changed)}: wait for it (when-inactive), or leave its policy away and apply with --policy finish-old`,
        ]),
  ];
  return why.map((each) => ({
    rule: "finish-old-calls",
    at,
    message: `calls of \`${key}\` are to end in old code, with what they call, but ${each}`,
  }));
}

const listed = (functions: readonly ChangedFunction[]): string =>
  functions.map(({ oldModule, old }) => `\`${functionKey(oldModule, old.id)}\``).join(", ");
