// Prints how variables are read and assigned that are not simply named here: they live in a box of this code, or are reached by a reference.
import ts from "typescript";
import type { Binding } from "../1-analyze/scopes.js";
import { isClassPart } from "../syntax/nodes.js";
import { isAssignment, isConstructed, isLogicalAssignment, isStep, isWrite } from "../syntax/operators.js";
import { LOCAL } from "../text/names.js";
import type { Text } from "../text/text.js";
import type { Context } from "./context.js";

/** `x.v` of a box, and of a reference in patterns and heads of loops; else a reference is read as `x.get()`. (sample `captured-variables-of-a-rebuilt-frame`) */
export function printShared(cx: Context, node: ts.Identifier, shown: Text): Text {
  if (!cx.isReference(node) || isWrite(node)) return [shown, ".v"];
  const read: Text = [shown, ".get()"];
  return isConstructed(node) ? ["(", read, ")"] : read;
}

/** A new box. It is a reference to whatever captures it. */
export const printBox = (cx: Context, value: Text): Text => [`${cx.input.names.module}.box(`, value, ")"];

/** `x.v = value`, `x.set(value)` */
export const printFill = (cx: Context, binding: Binding, shown: Text, value: Text): Text =>
  cx.boxed.get(binding) === "reference" ? [shown, ".set(", value, ")"] : [shown, ".v = ", value];

/** `x = v` is `x.set(v)`, `x += v` is `x.set(x.get() + (v))`, `x ||= v` is `(x.get() || x.set(v))`; undefined where no reference is assigned. */
export function printReferenceAssignment(cx: Context, node: ts.BinaryExpression, print: (value: ts.Expression) => Text): Text | undefined {
  const { left, right } = node;
  const { kind } = node.operatorToken;
  if (!isAssignment(kind) || !ts.isIdentifier(left) || !cx.isReference(left)) return undefined;
  const shown = cx.shownName(left);
  const operator = ts.tokenToString(kind)?.slice(0, -1);
  if (operator === "") return [shown, ".set(", print(right), ")"];
  return isLogicalAssignment(kind)
    ? ["(", shown, `.get() ${operator} `, shown, ".set(", print(right), "))"]
    : [shown, ".set(", shown, `.get() ${operator} (`, print(right), "))"];
}

/**
 * `++x`, and `x++` whose value is not used, is `x.set(($s = x.get(), ++$s))`: a number or a BigInt. Undefined where no reference is counted, or
 * nothing declares `$s`.
 */
export function printReferenceStep(cx: Context, node: ts.Node): Text | undefined {
  if (!(ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) || !isStep(node.operator)) return undefined;
  const { operand } = node;
  if (!ts.isIdentifier(operand) || !cx.isReference(operand)) return undefined;
  if (cx.fn === undefined || cx.fn.fixed !== undefined || isClassPart(cx.fn.node)) return undefined;
  if (ts.isPostfixUnaryExpression(node) && !isUnused(node)) return undefined;
  cx.settingApart.add(cx.fn);
  const shown = cx.shownName(operand);
  return [shown, `.set((${LOCAL.apart} = `, shown, `.get(), ${ts.tokenToString(node.operator)}${LOCAL.apart}))`];
}

const isUnused = (node: ts.Expression): boolean =>
  ts.isExpressionStatement(node.parent) || (ts.isForStatement(node.parent) && node.parent.incrementor === node);
