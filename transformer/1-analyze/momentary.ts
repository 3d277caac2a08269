// Closures that end with the call they are handed to, `list.map((x) => x + 1)`: no update ever meets one, so they are text of the function around them.
import ts from "typescript";
import { type FunctionNode, isClassPart } from "../syntax/nodes.js";
import type { CallKnowledge } from "./call-knowledge.js";
import type { FunctionAnalysis, FunctionInfo } from "./functions.js";
import type { Leaves } from "./leaves.js";
import type { Mentions, Reference, ScopeAnalysis } from "./scopes.js";

/**
 * Leaves that a call of the standard library calls and does not keep. Where a patch makes one anything else, or changes it, it changes the
 * function around it. (sample `momentary-closures`; the pair of that name)
 */
export function findMomentary(functions: FunctionAnalysis, leaves: Leaves, calls: CallKnowledge): ReadonlySet<FunctionNode> {
  const inside = Map.groupBy(functions.functions, ({ parent }) => parent);
  const found = new Set<FunctionNode>();
  const isHome = ({ node, fixed }: FunctionInfo): boolean => fixed === undefined && !isClassPart(node);
  const visit = (info: FunctionInfo, isInside: boolean): void => {
    const { node, mentions } = info;
    const within = inside.get(info) ?? [];
    const ends = isInside && leaves.functions.has(node) && isHandedOver(node, calls) && !mentions.arguments && !mentions.newTarget;
    for (const each of within) visit(each, ends || isHome(info));
    if (ends && within.every((each) => found.has(each.node))) found.add(node);
  };
  for (const info of inside.get(undefined) ?? []) visit(info, false);
  return found;
}

function isHandedOver(node: FunctionNode, calls: CallKnowledge): boolean {
  if (!ts.isArrowFunction(node)) return false;
  const { parent } = node;
  return (ts.isCallExpression(parent) || ts.isNewExpression(parent)) && calls.callbackOf(parent) === node;
}

/** What they mention is mentioned by the function around them. Their own variables are nobody else's business. Changes what `scopes` refers to. */
export function dissolve(momentary: ReadonlySet<FunctionNode>, scopes: ScopeAnalysis): ScopeAnalysis {
  const homeOf = (owner: FunctionNode | undefined): FunctionNode | undefined => {
    let home = owner;
    while (home !== undefined && momentary.has(home)) home = scopes.parentOf.get(home);
    return home;
  };
  const bringHome = (references: Reference[]): void => {
    for (const [index, reference] of references.entries())
      if (reference.owner !== undefined && momentary.has(reference.owner))
        references[index] = { ...reference, owner: homeOf(reference.owner) };
  };
  for (const { scope, references, writes } of new Set(scopes.bindingOf.values())) {
    if (scope.owner !== undefined && momentary.has(scope.owner)) continue;
    bringHome(references);
    bringHome(writes);
  }
  const globalUses = new Map<FunctionNode | undefined, Set<string>>();
  for (const [owner, names] of scopes.globalUses) {
    const home = homeOf(owner);
    globalUses.set(home, new Set([...(globalUses.get(home) ?? []), ...names]));
  }
  for (const node of momentary) {
    const around = scopes.mentions.get(homeOf(node) as FunctionNode) as Mentions;
    around.importMeta ||= scopes.mentions.get(node)?.importMeta === true;
  }
  return { ...scopes, functions: scopes.functions.filter((node) => !momentary.has(node)), globalUses };
}
