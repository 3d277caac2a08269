// Prints the rest of an expression whose call has just returned into a rebuilt frame.
import ts from "typescript";
import type { Point } from "../1-analyze/points.js";
import { isSuperCall } from "../syntax/classes.js";
import { isWithin } from "../syntax/nodes.js";
import { operandsOf } from "../syntax/operands.js";
import { getOperator, isLogical, isLogicalAssignment } from "../syntax/operators.js";
import { LOCAL } from "../text/names.js";
import { join, type Text } from "../text/text.js";
import type { Context } from "./context.js";
import { keep, printAssigned, printCallee, printTargetAgain, setApart } from "./expressions.js";
import { findForeignMember, findForeignTest, printMember, printMemberCall } from "./members.js";
import { printChild, shorthandKey } from "./parts.js";
import { isRelocatedSuperCall } from "./selves.js";
import { isSuspension, printSuspension } from "./suspensions.js";

/**
 * What is left of an expression when the call at `point` has returned; its value is `$y`.
 * `a() + b(c())`: for a frame in `c`, `$t1 + b($y)`. (sample `argument-order-with-calls`)
 */
export function printRest(cx: Context, node: ts.Node, point: Point): Text {
  if (node === point.node) return isSuperCall(node) ? `this.bind(${LOCAL.arrived})` : LOCAL.arrived;
  const rest: Rest = {
    holds: (child) => {
      const range = child && cx.range(child);
      return range !== undefined && range[0] <= point.id && point.id <= range[1];
    },
    print: (child) => printRest(cx, child, point),
  };
  return setApart(cx, node, printBranchTaken(cx, node, rest) ?? printAround(cx, node, rest));
}

/** How to find and print the part of an expression that holds the point. */
interface Rest {
  holds(child: ts.Node | undefined): boolean;
  print(child: ts.Node): Text;
}

/** Where evaluation branched, only the branch that was taken is left. */
function printBranchTaken(cx: Context, node: ts.Node, rest: Rest): Text | undefined {
  if (ts.isConditionalExpression(node)) {
    if (rest.holds(node.whenTrue)) return ["(", rest.print(node.whenTrue), ")"];
    return rest.holds(node.whenFalse) ? ["(", rest.print(node.whenFalse), ")"] : undefined;
  }
  if (!ts.isBinaryExpression(node)) return undefined;
  if (rest.holds(node.left)) return printTargetRest(cx, node, rest);
  if (!rest.holds(node.right)) return undefined;
  const { kind } = node.operatorToken;
  if (isLogical(kind) || kind === ts.SyntaxKind.CommaToken) return ["(", rest.print(node.right), ")"];
  if (isLogicalAssignment(kind)) return ["(", printAssigned(cx, node.left, rest.print(node.right), printTargetAgain), ")"];
  const old = cx.temporary(node.operatorToken);
  if (old === undefined) return undefined;
  const value: Text = [`${old} ${getOperator(node)} (`, rest.print(node.right), ")"];
  return ["(", printAssigned(cx, node.left, value, printTargetAgain), ")"];
}

/** `a()[b()] += c()` in `b`: `$t1[$t2 = $y] = ($t3 = $t1[$t2]) + (c())`. (sample `compound-assignment-to-members`) */
function printTargetRest(cx: Context, node: ts.BinaryExpression, rest: Rest): Text | undefined {
  const old = cx.temporary(node.operatorToken);
  if (old === undefined) return undefined;
  const target = printPartsAround(cx, node.left, replaceOperands(cx, node, rest));
  return [target, ` = (${old} = `, printTargetAgain(cx, node.left), `) ${getOperator(node)} (`, cx.expression(node.right), ")"];
}

/** A node's text in which operands that were evaluated already stand as their kept values. */
function printAround(cx: Context, node: ts.Node, rest: Rest): Text {
  const replaced = replaceOperands(cx, node, rest);
  if (ts.isCallExpression(node)) return printCallAround(cx, node, replaced);
  if (isSuspension(node)) return printSuspension(cx, node, printPartsAround(cx, node, replaced));
  return [ts.isNewExpression(node) ? cx.mark(node) : "", printPartsAround(cx, node, replaced)];
}

type Replaced = ReadonlyMap<ts.Node, Text>;

function replaceOperands(cx: Context, node: ts.Node, rest: Rest): Replaced {
  const replaced = new Map<ts.Node, Text>();
  for (const operand of operandsOf(node)) {
    if (rest.holds(operand)) return replaced.set(operand, keep(cx, operand, rest.print(operand)));
    const name = cx.temporary(operand);
    if (name !== undefined) replaced.set(operand, ts.isSpreadElement(operand) ? `...${name}` : name);
  }
  ts.forEachChild(node, (child) => void (rest.holds(child) && replaced.set(child, rest.print(child))));
  return replaced;
}

/** Like `printParts`, but replacements may stand below the direct children (an operand within a callee or property). */
function printPartsAround(cx: Context, node: ts.Node, replaced: Replaced): Text {
  const print = (operand: ts.Node): Text => printOperandAround(cx, operand, node, replaced);
  const member = findForeignMember(cx, node);
  if (member !== undefined) return printMember(member, print);
  const test = findForeignTest(cx, node);
  if (test !== undefined) return [`${test}.has(`, print((node as ts.BinaryExpression).right), ")"];
  const out: Text[] = [];
  let at = cx.startOf(node);
  ts.forEachChild(node, (child) => {
    const start = cx.startOf(child);
    if (start < at) return;
    out.push({ start: at, end: start }, printOperandAround(cx, child, node, replaced));
    at = child.end;
  });
  return [out, { start: at, end: node.end }];
}

/** A call whose callee or arguments hold kept values; it is a point itself. */
function printCallAround(cx: Context, node: ts.CallExpression, replaced: Replaced): Text {
  const mark = cx.mark(node);
  const items = node.arguments.map((item) => printOperandAround(cx, item, node, replaced));
  const member = replaced.has(node.expression) ? undefined : findForeignMember(cx, node.expression);
  if (member !== undefined)
    return printMemberCall(node, member, mark, (operand) => printOperandAround(cx, operand, node.expression, replaced), items);
  if (isRelocatedSuperCall(cx, node)) return ["this.", mark, "construct(", join(items, ", "), ")"];
  const callee = printCalleeAround(cx, node.expression, mark, replaced);
  return [callee, { start: node.expression.end, end: node.arguments.pos - 1 }, mark, "(", join(items, ", "), ")"];
}

function printCalleeAround(cx: Context, callee: ts.Expression, mark: Text, replaced: Replaced): Text {
  const whole = replaced.get(callee);
  if (whole !== undefined) return whole;
  if (!hasReplaced(callee, replaced)) return printCallee(cx, callee, mark);
  if (!ts.isPropertyAccessExpression(callee)) return printPartsAround(cx, callee, replaced);
  const nameStart = cx.startOf(callee.name);
  const object = printOperandAround(cx, callee.expression, callee, replaced);
  return [object, { start: callee.expression.end, end: nameStart }, mark, { start: nameStart, end: callee.name.end }];
}

function printOperandAround(cx: Context, node: ts.Node, parent: ts.Node, replaced: Replaced): Text {
  const whole = replaced.get(node);
  if (whole !== undefined) return whole;
  if (!hasReplaced(node, replaced)) return printChild(cx, node, parent);
  if (ts.isShorthandPropertyAssignment(node)) return [shorthandKey(node), replaced.get(node.name) ?? ""];
  return printPartsAround(cx, node, replaced);
}

function hasReplaced(node: ts.Node, replaced: Replaced): boolean {
  for (const key of replaced.keys()) if (isWithin(key, node)) return true;
  return false;
}
