// What a transformers file says of calls that are under way. `ts-updatable diff` writes its types and checks it.
import type { CallPolicy } from "./contract/patch.js";

/** What becomes of the running calls of one function. */
export type PolicyEntry = CallPolicy | { readonly restart: { readonly carry: readonly string[] } };

/** By functions, as `"src/main.ts#poll"`. */
export type CallPolicies = Readonly<Record<string, PolicyEntry>>;

/**
 * Says what becomes of calls that are under way, function by function:
 *
 *     export const policies = definePolicies<Policies>({
 *       "src/main.ts#poll": { restart: { carry: ["cursor", "seen"] } },
 *       "src/main.ts#checkout": "finish-old",
 *     });
 *
 * - `"move"` (as where nothing is said): it goes on in its new code, at the place where it stands
 * - `"finish-old"`: it ends in its old code, with all that it calls
 * - `"when-inactive"`: the update waits until none is active
 * - `"restart"`: it ends where it stands and begins anew in its new code, with the arguments it was called with; its caller gets one result.
 *   `carry` names locals that keep their values
 * - `"abort"`: it ends where it stands, and its caller gets an `UpdateAborted`; only with `apply --allow-abort`
 *
 * A call that ends where it stands runs its `finally` blocks, and its `catch` clauses see nothing. All this holds for the update; a rollback
 * is made as it is asked for.
 */
export function definePolicies<Policies extends object = CallPolicies>(policies: Policies): Policies {
  return policies;
}
