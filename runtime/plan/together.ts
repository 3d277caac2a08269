// Whether the policy of an update would take apart what the author of its patch declared to hold together.
import type { FunctionPatch, Patch } from "../contract/patch.js";
import type { UpdateRequest } from "../pending.js";
import { Refusal } from "../refusal.js";
import { mayLeave } from "./decide.js";

/** What the author himself said of functions has been checked, or overridden, when the patch was made. */
export function checkTogether({ modules, overrides = [] }: Patch, request: UpdateRequest): void {
  const isOverridden = (rule: string): boolean => overrides.some((override) => override.rule === rule);
  const functions = modules.flatMap((module) => module.functions);
  for (const { old, policy, together = [] } of functions) {
    const [name] = together;
    if (policy !== undefined || name === undefined) continue;
    if ((request.policy === "restart" || request.policy === "abort") && !isOverridden("together-ended"))
      throw takenApart(name, `calls of \`${old}\` could end in their middle (policy ${request.policy})`);
    const other = mayLeave(request) && !isOverridden("together-mixed") ? findDecided(functions, together) : undefined;
    if (other !== undefined)
      throw takenApart(
        name,
        `calls of \`${old}\` would end in old code, and those of \`${other.old}\` not (the patch says ${other.policy})`,
      );
  }
}

/** A function whose calls do not end in old code, whatever the policy of the update. */
const findDecided = (functions: readonly FunctionPatch[], together: readonly string[]): FunctionPatch | undefined =>
  functions.find((fn) => fn.policy !== undefined && fn.policy !== "finish-old" && fn.together?.some((name) => together.includes(name)));

const takenApart = (name: string, why: string): Refusal =>
  new Refusal("TOGETHER", `the patch says that \`${name}\` holds together, and ${why}: apply with policy move or when-inactive.`);
