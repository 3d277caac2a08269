// Which names and variables of the code around it each function uses.
import { type FunctionNode, isFunctionNode } from "../syntax/nodes.js";
import type { Binding, Scope, ScopeAnalysis } from "./scopes.js";

/** Function-level variables each function needs from outside, in order of first use; functions inside count. */
export function findCaptures(scopes: ScopeAnalysis, bindings: ReadonlySet<Binding>): Map<FunctionNode, Binding[]> {
  const captures = new Map<FunctionNode, Set<Binding>>();
  for (const binding of bindings) {
    const home = homeOf(binding, scopes);
    if (home === undefined && isModuleLevel(binding.scope)) continue;
    for (const { owner } of binding.references) {
      for (let fn = owner; fn !== undefined && fn !== home; fn = scopes.parentOf.get(fn)) {
        const set = captures.get(fn) ?? new Set();
        captures.set(fn, set.add(binding));
      }
    }
  }
  return new Map([...captures].map(([fn, set]) => [fn, [...set].sort((a, b) => a.declaration.pos - b.declaration.pos)]));
}

/** Names that stand in each function, or in one inside it, for something that is declared outside of it. */
export function findOutsideNames(scopes: ScopeAnalysis, bindings: ReadonlySet<Binding>): Map<FunctionNode, Set<string>> {
  const found = new Map<FunctionNode, Set<string>>();
  const note = (name: string, from: FunctionNode | undefined, home: FunctionNode | undefined): void => {
    for (let fn = from; fn !== undefined && fn !== home; fn = scopes.parentOf.get(fn)) {
      const names = found.get(fn);
      if (names === undefined) found.set(fn, new Set([name]));
      else names.add(name);
    }
  };
  for (const { name, scope, references } of bindings) for (const { owner } of references) note(name, owner, scope.owner);
  for (const [owner, names] of scopes.globalUses) for (const name of names) note(name, owner, undefined);
  return found;
}

/** The name of a function expression comes from outside: only there does it stand for the function value that others hold. */
function homeOf({ kind, scope }: Binding, scopes: ScopeAnalysis): FunctionNode | undefined {
  return kind === "self" && isFunctionNode(scope.node) ? scopes.parentOf.get(scope.node) : scope.owner;
}

/** Variables of blocks at the top level of a module are reached like captures; only the outermost scope is the module's own. */
const isModuleLevel = (scope: Scope): boolean => scope.parent === undefined;
