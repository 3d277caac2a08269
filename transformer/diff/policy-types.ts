// What may be said of the running calls of each function, for the types of a transformers file.
import type { FunctionDescriptor, ModuleDescriptor } from "../../runtime/contract/build.js";
import { CALL_POLICIES, type FunctionPatch } from "../../runtime/contract/patch.js";
import { functionKey } from "./answers.js";
import { carriable } from "./match-start.js";

/** A function that gets new code, in both versions. */
export interface ChangedFunction {
  readonly module: ModuleDescriptor;
  readonly old: FunctionDescriptor;
  readonly new: FunctionDescriptor;
  readonly patch: FunctionPatch;
}

export function printPolicyTypes(changed: readonly ChangedFunction[]): string {
  const words = CALL_POLICIES.map((word) => JSON.stringify(word)).join(" | ");
  const entries = changed.map(({ module, old, new: next }) => {
    const names = carriable(old, next).map((name) => JSON.stringify(name));
    const carry = names.length === 0 ? "[]" : `readonly (${names.join(" | ")})[]`;
    return `  readonly ${JSON.stringify(functionKey(module, next.id))}?: ${words} | { readonly restart: { readonly carry: ${carry} } };`;
  });
  return `interface Policies ${entries.length === 0 ? "{}" : `{\n${entries.join("\n")}\n}`}\n`;
}
