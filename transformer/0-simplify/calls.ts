// Calls whose callee is read before their arguments are computed: `o.f(g())` calls what `f` was before `g` ran.
import ts from "typescript";
import { skipParentheses } from "../syntax/nodes.js";
import { join, type Text } from "../text/text.js";
import type { Rewriter } from "./rewriter.js";

export type Member = ts.PropertyAccessExpression | ts.ElementAccessExpression;

export const isMember = (node: ts.Node): node is Member => ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node);

/**
 * Source `o.f(g())`, written `$m.call(o.f, o, g())` where `f` may be another function when `g` has returned, or comes from a getter:
 * the function is then an operand like any other, which a saved frame keeps. A method of a class or of an interface is read again
 * instead, at no cost. (sample `callees-that-change`)
 */
export function rewriteCall(rw: Rewriter, node: ts.Node): Text | undefined {
  if (!ts.isCallExpression(node) || ts.isOptionalChain(node)) return undefined;
  const callee = skipParentheses(node.expression);
  if (!isMember(callee) || ts.isOptionalChain(callee) || !needsCallee(rw, node, callee)) return undefined;
  return printMethodCall(
    rw,
    callee,
    node.arguments.map((item) => rw.print(item)),
  );
}

function needsCallee(rw: Rewriter, node: ts.CallExpression, callee: Member): boolean {
  if (callee.expression.kind === ts.SyntaxKind.SuperKeyword || !rw.isReached(node)) return false;
  return isCalleeKept(rw, node, callee) || (callee !== node.expression && node.arguments.some(rw.holdsPoint));
}

/** Whether the callee must be read once only, before the arguments. */
export function isCalleeKept(rw: Rewriter, node: ts.CallExpression, callee: Member): boolean {
  if (rw.update !== "moving") return false;
  const kind = rw.input.calleeOf(callee);
  return kind === "accessor" || (kind === "changing" && node.arguments.some(rw.holdsPoint));
}

/** `$m.call(o.f, o, …)`, or `$m.call(($o1 = a()).f, $o1, …)`. */
export function printMethodCall(rw: Rewriter, callee: Member, args: readonly Text[]): Text {
  const [object, self] = printObject(rw, callee.expression);
  return printInvocation(rw, [object, printAccess(rw, callee)], self, args);
}

export const printInvocation = (rw: Rewriter, callee: Text, self: Text, args: readonly Text[]): Text => [
  `${rw.input.module}.call(`,
  join([callee, self, ...args], ", "),
  ")",
];

/** `.f` or `[key]` of a member. */
export const printAccess = (rw: Rewriter, node: Member): Text =>
  ts.isPropertyAccessExpression(node)
    ? [".", { start: rw.startOf(node.name), end: node.name.end }]
    : ["[", rw.print(node.argumentExpression), "]"];

/** An object's text, and how it is called once it has been evaluated. */
function printObject(rw: Rewriter, node: ts.Expression): readonly [object: Text, again: Text] {
  const isSteady = node.kind === ts.SyntaxKind.ThisKeyword || (ts.isIdentifier(node) && rw.input.isConstant(node));
  const text = rw.print(node);
  if (isSteady) return [text, text];
  const name = rw.newName();
  return [[`(${name} = `, text, ")"], name];
}
