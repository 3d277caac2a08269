// Finds choices of a patch's author that contradict each other, or the code. Each can be overridden by the name of its rule.
import { showPlace } from "../../runtime/contract/build.js";
import { functionKey, type GivenPolicy } from "./answers.js";
import { type ChangedFunction, changedFunctions } from "./changed-functions.js";
import type { Choices, Finding } from "./choices.js";
import type { Comparison } from "./compare-builds.js";
import { lintLeftCalls } from "./lint-left-calls.js";
import { lintTogether } from "./lint-together.js";
import { variablesUsed } from "./variables-used.js";

export function lintChoices(choices: Choices): Finding[] {
  const changed = new Map(changedFunctions(choices.comparison).map((fn) => [functionKey(fn.module, fn.new.id), fn]));
  const ofPolicies = [...choices.policies].flatMap(([key, given]) => lintPolicy(key, given, changed.get(key), choices));
  return [...ofPolicies, ...lintLazy(choices), ...lintTogether(choices)];
}

function lintPolicy(key: string, { policy, at }: GivenPolicy, fn: ChangedFunction | undefined, choices: Choices): Finding[] {
  if (fn === undefined) return [{ rule: "policy-unknown", at, message: whyUnknown(key, choices.comparison) }];
  if (policy === "restart") return lintRestart(key, at, fn);
  if (policy !== "finish-old") return [];
  return [...lintFinishOld(key, at, fn, choices.comparison), ...lintLeftCalls(key, at, fn, choices.comparison)];
}

function whyUnknown(key: string, { to }: Comparison): string {
  const exists = [...to.modules.values()].some((module) => module.functions.some(({ id }) => functionKey(module, id) === key));
  return exists
    ? `\`${key}\` does not change in this patch: no call of it is affected, and the policy would have no effect. Remove it`
    : `there is no function \`${key}\` in the new version: name it as \`diff\` shows it, with its file`;
}

function lintRestart(key: string, at: string, { patch }: ChangedFunction): Finding[] {
  const { start, effect } = patch;
  const found: Finding[] = [];
  if (start.kind === "refused")
    found.push({ rule: "restart-impossible", at, message: `\`${key}\` cannot begin anew: ${start.why} [${start.code}]` });
  if (effect !== undefined)
    found.push({
      rule: "restart-impure",
      at,
      message: `a call of \`${key}\` that begins anew would do again what it may have done already: \`${effect.text}\` at ${showPlace(effect.at)}. Let it move or end in old code; if doing it twice is harmless, say --override restart-impure`,
    });
  return found;
}

/** Old code goes on with the old value, new code with what the transformer made of it: what either writes, the other does not see. */
function lintFinishOld(key: string, at: string, { oldModule, old }: ChangedFunction, { from, modules }: Comparison): Finding[] {
  const converted = [...modules.values()].flatMap(({ variables }) =>
    variables.flatMap(({ action }) => (action.kind === "convert" ? [action] : [])),
  );
  const used = variablesUsed(oldModule, old, from).find(({ js, name }) =>
    converted.some((other) => other.js === js && other.name === name),
  );
  if (used === undefined) return [];
  const message = `calls of \`${key}\` are to end in old code, which uses \`${used.as}\`, and a state transformer gives new code a value of its own for it: what one writes, the other does not see. Move the calls, or wait for them (when-inactive)`;
  return [{ rule: "finish-old-state", at, message }];
}

/** Between two first touches new code may have changed what a later transformer reads. */
function lintLazy({ comparison, instances, fieldsRead }: Choices): Finding[] {
  const found = [...comparison.modules.values()].flatMap(({ classes }) =>
    classes.flatMap(({ instances: patch }) =>
      (patch?.fields ?? []).flatMap((field) =>
        "source" in field && field.source.kind === "transformer" ? [{ key: field.source.key, waits: patch?.strategy !== "eager" }] : [],
      ),
    ),
  );
  return found.flatMap(({ key, waits }): Finding[] => {
    const read = fieldsRead.get(key);
    if (read === undefined || read.names.length < 2 || (instances !== "lazy" && !waits)) return [];
    const names = read.names.map((name) => `\`${name}\``).join(", ");
    if (waits) {
      const why = `the transformer of \`${key}\` reads ${names} of one object, and may run at some later touch of it, when new code may have changed one of them and not yet the other. Read one field only, or convert the objects of the class at once ("eager")`;
      return [{ rule: "lazy-transformer", at: read.at, message: why }];
    }
    const message = `the transformer of \`${key}\` reads ${names} of one object, and --instances lazy would run it at some later touch, when new code may have changed one of them and not yet the other. Leave --instances lazy away; overridden, objects of that class are converted at once all the same`;
    return [{ rule: "lazy-transformer", at: read.at, message }];
  });
}
