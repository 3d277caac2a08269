// Functions that a name of their module always holds: relocated code can call their newest code without passing their stubs.
import ts from "typescript";
import { type FunctionNode, isFunctionNode } from "../syntax/nodes.js";
import type { FunctionAnalysis, FunctionInfo } from "./functions.js";
import type { Binding, ScopeAnalysis } from "./scopes.js";

export interface HeldFunctions {
  readonly of: ReadonlyMap<Binding, FunctionInfo>;
  readonly nameOf: ReadonlyMap<FunctionInfo, string>;
}

/** Not those that can be suspended: what their stubs return is a promise or iterator of its own. */
export const isCalledPast = ({ kind, fixed, captures, specials }: FunctionInfo): boolean =>
  kind === "sync" && fixed === undefined && captures.length + specials.length === 0;

export function findHeldFunctions(
  scopes: ScopeAnalysis,
  functions: FunctionAnalysis,
  isLive: (binding: Binding) => boolean,
): HeldFunctions {
  const held = [...scopes.module.bindings.values()].flatMap((binding) => {
    const node = isLive(binding) || scopes.redeclared.has(binding) ? undefined : findFunction(binding);
    const info = node && functions.infoOf.get(node);
    return info !== undefined && isCalledPast(info) ? [[binding, info] as const] : [];
  });
  return { of: new Map(held), nameOf: new Map(held.map(([{ name }, info]) => [info, name])) };
}

function findFunction({ kind, declaration: { parent } }: Binding): FunctionNode | undefined {
  const node = kind === "function" ? parent : ts.isVariableDeclaration(parent) ? parent.initializer : undefined;
  return node !== undefined && isFunctionNode(node) ? node : undefined;
}
