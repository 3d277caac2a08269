// What may be said of the running calls of each function, for the types of a transformers file.
import { CALL_POLICIES } from "../../runtime/contract/patch.js";
import { functionKey } from "./answers.js";
import type { ChangedFunction } from "./changed-functions.js";
import { carriable } from "./match-start.js";

export function printPolicyTypes(changed: readonly ChangedFunction[]): string {
  const words = CALL_POLICIES.map((word) => JSON.stringify(word)).join(" | ");
  const entries = changed.map(({ module, old, new: next }) => {
    const names = carriable(old, next).map((name) => JSON.stringify(name));
    const carry = names.length === 0 ? "[]" : `readonly (${names.join(" | ")})[]`;
    return `  readonly ${JSON.stringify(functionKey(module, next.id))}?: ${words} | { readonly restart: { readonly carry: ${carry} } };`;
  });
  return `interface Policies ${entries.length === 0 ? "{}" : `{\n${entries.join("\n")}\n}`}\n`;
}
