// Prints expressions in place: operands that must outlive a call are kept, variables are shown under their names here.
import ts from "typescript";
import type { HeldMethod } from "../1-analyze/held-methods.js";
import { hasImplicitCallAt } from "../syntax/implicit-calls.js";
import { isDeclarationName, isFunctionNode } from "../syntax/nodes.js";
import { isConvertedKey } from "../syntax/operands.js";
import { getOperator } from "../syntax/operators.js";
import { isAnonymousFunction } from "../syntax/values.js";
import { LOCAL, pastName } from "../text/names.js";
import type { Text } from "../text/text.js";
import type { Context } from "./context.js";
import { type ForeignMember, findForeignMember, findForeignTest, printMember, printMemberAssignment, printMemberCall } from "./members.js";
import { printMetaProperty, printNamedValue, printParts } from "./parts.js";
import { printReferenceAssignment, printReferenceStep, printShared } from "./references.js";
import { isRelocatedSuperCall, printThis } from "./selves.js";
import { isSuspension, printSuspension } from "./suspensions.js";

export function printExpression(cx: Context, node: ts.Node): Text {
  return cx.isCopied(node) ? cx.slice(node) : keep(cx, node, printValue(cx, node));
}

/**
 * An operand's value, kept in its temporary where it has one.
 * - `f(a(), b())` -> `f($t1 = a(), b())` (sample `argument-order-with-calls`)
 * - `f(...a(), b())` -> `f(...($t1 = [a()]), b())` (sample `spread-with-calls`)
 * - `{ ...a(), x: b() }` -> `{ ...($t1 = { ...a() }), x: b() }`
 * - `o[k()](f())` -> `o[$t1 = $m.key(k())](f())`: a key is converted to a string once (sample `argument-order-with-calls`)
 * - `${a()}${b()}` -> `${$t1 = `${a()}`}${b()}`: what counts is its text, taken before `b` runs (sample `template-literals-with-calls`)
 */
export function keep(cx: Context, node: ts.Node, value: Text): Text {
  const name = cx.temporary(node);
  if (name === undefined) return setApart(cx, node, value);
  if (ts.isSpreadElement(node)) return [`...(${name}=[`, value, "])"];
  if (ts.isSpreadAssignment(node.parent)) return [`(${name}={ ...`, setApart(cx, node, value), " })"];
  if (ts.isTemplateSpan(node.parent)) return [`${name}=\`\${`, setApart(cx, node, value), "}`"];
  if (isConvertedKey(node)) return [`(${name}=${cx.input.names.module}.key(`, value, "))"];
  return [`(${name}=`, value, ")"];
}

/**
 * `[...f()]` -> `[...($s = f())]`: a frame that waits for `f` and one that waits for the iterator must be seen at different positions.
 * (sample `spread-with-calls`)
 */
export function setApart(cx: Context, node: ts.Node, value: Text): Text {
  if (cx.fn === undefined || cx.range(node) === undefined || !hasImplicitCallAt(node) || cx.pointOf(node)?.isPrimitive === true)
    return value;
  cx.settingApart.add(cx.fn);
  return [`(${LOCAL.apart}=`, value, ")"];
}

function printValue(cx: Context, node: ts.Node): Text {
  if (isFunctionNode(node)) return cx.functionInPlace(node);
  if (ts.isIdentifier(node)) return printIdentifier(cx, node);
  if (node.kind === ts.SyntaxKind.ThisKeyword) return printThisAs(cx, node);
  if (ts.isCallExpression(node) || ts.isNewExpression(node)) return printCall(cx, node);
  const member = findForeignMember(cx, node);
  if (member !== undefined) return printMember(member, (operand) => printExpression(cx, operand));
  if (ts.isBinaryExpression(node)) return printBinary(cx, node);
  const step = printReferenceStep(cx, node);
  if (step !== undefined) return step;
  if (ts.isMetaProperty(node)) return printMetaProperty(cx, node);
  if (node.kind === ts.SyntaxKind.ImportKeyword && cx.place === "unit") return `${cx.input.names.module}.import`;
  if (isSuspension(node)) return printSuspension(cx, node, printParts(cx, node));
  return printParts(cx, node);
}

function printThisAs(cx: Context, node: ts.Node): Text {
  const text = printThis(cx, node);
  return text === "this" ? cx.slice(node) : text;
}

export function printIdentifier(cx: Context, node: ts.Identifier): Text {
  if (cx.bindingOf(node) === undefined) return node.text === "arguments" && cx.areArgumentsRenamed() ? LOCAL.args : cx.slice(node);
  const shown = cx.shownName(node);
  return cx.isBoxed(node) && !isDeclarationName(node) ? printShared(cx, node, shown) : shown;
}

// --- calls

/** A call, marked where V8 says it stands: at its name, or at the parenthesis of what is called without one. */
function printCall(cx: Context, node: ts.CallExpression | ts.NewExpression): Text {
  const mark = cx.mark(node);
  if (ts.isNewExpression(node)) return [mark, printParts(cx, node)];
  const isKept = cx.temporary(node.expression) !== undefined;
  const member = isKept ? undefined : findForeignMember(cx, node.expression);
  const direct = isKept ? undefined : cx.directMethod(node);
  if (direct !== undefined) return printMethodCall(cx, node, direct, member, mark);
  if (member !== undefined) {
    const print = (operand: ts.Node): Text => printExpression(cx, operand);
    return printMemberCall(node, member, mark, print, node.arguments.map(print));
  }
  if (isRelocatedSuperCall(cx, node)) return ["this.", mark, "construct", printArguments(cx, node)];
  return [
    printCallee(cx, node.expression, mark),
    { start: node.expression.end, end: node.arguments.pos - 1 },
    mark,
    printArguments(cx, node),
  ];
}

/**
 * Source `o.m(x)`, relocated `$f4(o.m).call(o, x)`, of a private one `$f4($g12_m(o)).call(o, x)`: past the stub of the method with which the class began, if it is that one. Any other object than `this` or
 * a variable of the function is kept: `$f4(($b=f()).m).call($b, x)`. (pair `held-methods`)
 */
function printMethodCall(
  cx: Context,
  node: ts.CallExpression,
  { info: { index } }: HeldMethod,
  member: ForeignMember | undefined,
  mark: Text,
): Text {
  const { expression: object, name } = node.expression as ts.PropertyAccessExpression;
  const isSimple = isReadTwice(cx, object);
  if (!isSimple) cx.calling.add(cx.getFunction());
  const read = (): Text => printExpression(cx, object);
  const text = isSimple ? read() : [`(${LOCAL.object}=`, read(), ")"];
  const found = member === undefined ? [text, { start: object.end, end: name.end }] : printMember(member, () => text);
  const args = node.arguments.map((item) => [", ", printExpression(cx, item)]);
  return [`${pastName(index)}(`, found, ").", mark, "call(", isSimple ? read() : LOCAL.object, args, ")"];
}

/** Whether reading an expression once more is free, and gives the same. */
function isReadTwice(cx: Context, node: ts.Expression): boolean {
  if (cx.temporary(node) !== undefined) return false;
  return node.kind === ts.SyntaxKind.ThisKeyword || (ts.isIdentifier(node) && cx.bindingOf(node) !== undefined && !cx.isBoxed(node));
}

/** A variable in a box is called as `(0, f.v)()`: not as a method of its box. Behind a reference it is `f.get()()`, past its stub `(0,$h.c4)()`. */
export function printCallee(cx: Context, callee: ts.Expression, mark: Text): Text {
  if (cx.temporary(callee) !== undefined) return printExpression(cx, callee);
  if (ts.isIdentifier(callee)) return printNamedCallee(cx, callee, mark);
  if (callee.kind === ts.SyntaxKind.SuperKeyword) return [mark, cx.slice(callee)];
  if (!ts.isPropertyAccessExpression(callee)) return printExpression(cx, callee);
  const nameStart = cx.startOf(callee.name);
  return [
    printExpression(cx, callee.expression),
    { start: callee.expression.end, end: nameStart },
    mark,
    { start: nameStart, end: callee.name.end },
  ];
}

function printNamedCallee(cx: Context, callee: ts.Identifier, mark: Text): Text {
  const direct = cx.directCall(callee);
  if (direct !== undefined) return `(0,${direct})`;
  const text = printIdentifier(cx, callee);
  if (cx.isReference(callee)) return text;
  return cx.isBoxed(callee) ? ["(0, ", text, ")"] : [mark, text];
}

/** `(a, b)` with its parentheses. */
function printArguments(cx: Context, node: ts.CallExpression): Text {
  const out: Text[] = [];
  let at = node.arguments.pos - 1;
  for (const item of node.arguments) {
    out.push({ start: at, end: cx.startOf(item) }, printExpression(cx, item));
    at = item.end;
  }
  return [out, { start: at, end: node.end }];
}

// --- operators

/** `x += f()` -> `x = ($t1 = x) + (f())`. (sample `compound-assignment-to-members`) */
function printBinary(cx: Context, node: ts.BinaryExpression): Text {
  const test = findForeignTest(cx, node);
  if (test !== undefined) return [`${test}.has(`, printExpression(cx, node.right), ")"];
  const old = cx.temporary(node.operatorToken);
  if (old === undefined) {
    const member = findForeignMember(cx, node.left);
    return printMemberAssignment(node, member, (operand) => printExpression(cx, operand)) ?? printAssignment(cx, node);
  }
  const value: Text = [`(${old} = `, printTargetAgain(cx, node.left), `) ${getOperator(node)} (`, printExpression(cx, node.right), ")"];
  return printAssigned(cx, node.left, value, printTarget);
}

/** `x = function () {}` names the function after the variable; a box or another name would change that. */
function printAssignment(cx: Context, node: ts.BinaryExpression): Text {
  const { left, right } = node;
  const binding = ts.isIdentifier(left) ? cx.bindingOf(left) : undefined;
  if (!ts.isIdentifier(left) || binding === undefined || !(cx.boxed.has(binding) || cx.renamed.has(binding))) return printParts(cx, node);
  const assignment = printReferenceAssignment(cx, node, (value) => printNamedValue(cx, value, left.text));
  if (assignment !== undefined) return assignment;
  if (!isAnonymousFunction(right)) return printParts(cx, node);
  return [printIdentifier(cx, left), { start: left.end, end: cx.startOf(right) }, printNamedValue(cx, right, left.text)];
}

/** `target = value`, as `print` prints the target; `x.set(value)` of a reference. */
export function printAssigned(cx: Context, target: ts.Expression, value: Text, print: (cx: Context, target: ts.Expression) => Text): Text {
  const isReference = ts.isIdentifier(target) && cx.isReference(target);
  return isReference ? [cx.shownName(target), ".set(", value, ")"] : [print(cx, target), " = ", value];
}

function printTarget(cx: Context, node: ts.Expression): Text {
  return ts.isIdentifier(node) ? printIdentifier(cx, node) : printValue(cx, node);
}

/** The same target once more: its object and key are kept already, or do not change. */
export function printTargetAgain(cx: Context, node: ts.Expression): Text {
  const member = findForeignMember(cx, node);
  if (member !== undefined) return printMember(member, (operand) => printAgain(cx, operand as ts.Expression));
  if (ts.isPropertyAccessExpression(node)) return [printAgain(cx, node.expression), { start: node.expression.end, end: node.end }];
  if (ts.isElementAccessExpression(node)) return [printAgain(cx, node.expression), "[", printAgain(cx, node.argumentExpression), "]"];
  return ts.isIdentifier(node) && cx.isReference(node) ? [cx.shownName(node), ".get()"] : printTarget(cx, node);
}

function printAgain(cx: Context, node: ts.Expression): Text {
  return cx.temporary(node) ?? printValue(cx, node);
}
