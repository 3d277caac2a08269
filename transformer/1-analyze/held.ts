// From where on anything but a function's frame may hold the function declarations in it, which exist from the start of their block.
import ts from "typescript";
import { isLoop } from "../syntax/nodes.js";
import type { Binding } from "./scopes.js";

/**
 * First offset at which a declaration is mentioned, or captured by a closure that is no declaration itself:
 * `const later = () => f(); pause(); const x = 1; function f() { return x; }`. Absent for declarations that nothing mentions.
 */
export function findHeld(
  own: readonly Binding[],
  file: ts.SourceFile,
  outermost: (node: ts.Node) => ts.Node,
  isDirect: (reference: Binding["references"][number]) => boolean,
): ReadonlyMap<ts.FunctionDeclaration, number> {
  const first = new Map<ts.FunctionDeclaration, number>();
  const mentionedBy = new Map<ts.Node, ts.FunctionDeclaration[]>();
  for (const { kind, declaration, references } of own) {
    const { parent } = declaration;
    if (kind !== "function" || !ts.isFunctionDeclaration(parent)) continue;
    for (const reference of references) {
      const holder = isDirect(reference) ? reference.node : outermost(reference.node);
      if (ts.isFunctionDeclaration(holder)) mentionedBy.set(holder, [...(mentionedBy.get(holder) ?? []), parent]);
      else first.set(parent, Math.min(first.get(parent) ?? Number.POSITIVE_INFINITY, startWithLoops(holder, parent.parent, file)));
    }
  }
  return spread(first, mentionedBy);
}

/** Whoever holds a declaration holds all that it mentions: smallest offsets first, each declaration is met once. */
function spread(
  first: ReadonlyMap<ts.FunctionDeclaration, number>,
  mentionedBy: ReadonlyMap<ts.Node, readonly ts.FunctionDeclaration[]>,
): ReadonlyMap<ts.FunctionDeclaration, number> {
  const held = new Map<ts.FunctionDeclaration, number>();
  for (const [root, offset] of [...first].sort(([, a], [, b]) => a - b)) {
    const reached = [root];
    for (let at = reached.pop(); at !== undefined; at = reached.pop()) {
      if (held.has(at)) continue;
      held.set(at, offset);
      reached.push(...(mentionedBy.get(at) ?? []));
    }
  }
  return held;
}

/** Where a node starts, or the outermost loop around it within `block`: what a loop mentions, an earlier iteration has mentioned. */
function startWithLoops(node: ts.Node, block: ts.Node, file: ts.SourceFile): number {
  let start = node.getStart(file);
  for (let at = node; at !== block && !ts.isSourceFile(at); at = at.parent) if (isLoop(at)) start = at.getStart(file);
  return start;
}
