// Prints statements of rebuilt frames that hold the point, and whole functions as a frame goes on in them.
import ts from "typescript";
import type { FunctionInfo } from "../1-analyze/functions.js";
import { bodyOf, isBlockScoped, isLoop } from "../syntax/nodes.js";
import { LOCAL } from "../text/names.js";
import type { Text } from "../text/text.js";
import { printAsBlock } from "./blocks.js";
import type { Context } from "./context.js";
import { printDeclaration, printVarDeclaration } from "./declarations.js";
import { layoutOf, printHandler, relocatedSpecial, scratchNames } from "./frames.js";
import { printRelocated, shareVariables } from "./functions.js";
import type { FrameLocal } from "./input.js";
import { printParts } from "./parts.js";
import { printResumedStatements } from "./resume-blocks.js";
import { HAS_RESUMED, inRange, printArrivedAt, printBranches, printUnlessKept, type Range } from "./resume-branches.js";
import { printResumedLoop } from "./resume-loops.js";
import { printResumedTry } from "./resume-try.js";
import { printReturnOf } from "./try.js";

/**
 * Goes on at point `$p` with the saved values `$v`; `$n()` gives what the frame above returns:
 * `f($v, $p, $n) { var a = $v[0], $t1 = $v[1]; try { body from $p on } catch ($e) { return $h.save(…); } }`
 */
export function printRelocatedResume(cx: Context, info: FunctionInfo): Text {
  shareVariables(cx, info);
  const outer = cx.resuming;
  cx.resuming = info;
  const text = printRelocated(info, printResumedBody(cx, info));
  cx.resuming = outer;
  return text;
}

function printResumedBody(cx: Context, info: FunctionInfo): Text {
  const body = bodyOf(info.node) as ts.ConciseBody;
  const restored = layoutOf(cx, info).locals.map((local, index) => `${restoredName(local)} = ${LOCAL.values}[${index}]`);
  const entry = cx.pointOf(info.node);
  const consume = entry === undefined ? "" : printArrivedAt(cx, info.node);
  const inner: Text = ts.isBlock(body) ? printResumedList(cx, body.statements, body) : printConcise(cx, body, entry !== undefined);
  const declarations = restored.length === 0 ? "" : `var ${restored.join(", ")}; ${LOCAL.values}.length = 0; `; // a loop may stay here for months: it must not hold what it had once
  const parameters = `(${LOCAL.values}, ${LOCAL.point}, ${LOCAL.next}, ${LOCAL.kept}) { `;
  const scratch = scratchNames(cx, info).map((name) => `var ${name}; `);
  return [parameters, declarations, scratch, "try { ", consume, inner, " } ", printHandler(cx, info), " }"];
}

/** The value of `(a) => f(a)`; it is computed from the start where the frame stands at the entry point. */
function printConcise(cx: Context, body: ts.Expression, hasEntry: boolean): Text {
  const branches = (prefix: string): Text => printBranches(cx, body, (value) => ["return ", value, ";"], prefix);
  return hasEntry ? [`if (${HAS_RESUMED}) { return `, cx.expression(body), "; }", branches(" else ")] : branches("");
}

function restoredName(local: FrameLocal): string {
  if (local.special !== undefined) return relocatedSpecial(local.special);
  return local.name === "arguments" && local.variable === undefined && local.capture === undefined ? LOCAL.args : local.saved;
}

export function printResumedList(cx: Context, statements: readonly ts.Statement[], scope: ts.Node): Text {
  return printResumedStatements(cx, statements, scope, (statement, range) => printResumed(cx, statement, range));
}

function printResumed(cx: Context, node: ts.Statement, range: Range): Text {
  if (ts.isVariableStatement(node)) return printResumedVariables(cx, node);
  if (ts.isExpressionStatement(node)) return printLeaf(cx, node, node.expression, (value) => [value, ";"]);
  if (ts.isReturnStatement(node)) return printLeaf(cx, node, node.expression as ts.Expression, (value) => printReturnOf(cx, value));
  if (ts.isThrowStatement(node)) return printLeaf(cx, node, node.expression, (value) => ["throw ", value, ";"]);
  const jumps = new Map(cx.jumps);
  const text = [`if (${HAS_RESUMED}) { `, cx.statement(node), ` } else if (${inRange(range)}) { `, printCompound(cx, node, range), " }"];
  cx.jumps.clear();
  for (const [key, value] of jumps) cx.jumps.set(key, value);
  return text;
}

/** `if ($p === 0) { statement } else if ($p === k) { the rest of it after call k }` */
function printLeaf(cx: Context, node: ts.Statement, expression: ts.Expression, use: (value: Text) => Text): Text {
  return [`if (${HAS_RESUMED}) { `, cx.statement(node), " } ", printBranches(cx, expression, use, "else ")];
}

function printCompound(cx: Context, node: ts.Statement, range: Range): Text {
  if (ts.isBlock(node)) return printResumedList(cx, node.statements, node);
  if (ts.isIfStatement(node)) return printResumedIf(cx, node);
  if (isLoop(node)) return printResumedLoop(cx, node, node);
  if (ts.isTryStatement(node)) return printResumedTry(cx, node);
  if (ts.isSwitchStatement(node)) return printResumedSwitch(cx, node);
  if (ts.isLabeledStatement(node)) return printResumedLabelled(cx, node, range);
  throw new Error(`no resumed form for ${ts.SyntaxKind[node.kind]}`);
}

function printResumedVariables(cx: Context, node: ts.VariableStatement): Text {
  const { declarationList: list } = node;
  const isLexical = isBlockScoped(list);
  return list.declarations.map((declaration): Text => {
    const { initializer } = declaration;
    if (!isLexical && initializer === undefined) return "";
    const print = (value?: Text): Text =>
      isLexical ? printDeclaration(cx, declaration, list, value) : printVarDeclaration(cx, declaration, value);
    const branches = initializer === undefined ? "" : printBranches(cx, initializer, print, " else ");
    return [`if (${HAS_RESUMED}) { `, printUnlessKept(declaration, print()), " }", branches, "\n"];
  });
}

/** `if (point in A) { A } else if (point in B) { B } else { branches of the condition }` */
function printResumedIf(cx: Context, node: ts.IfStatement): Text {
  const out: Text[] = [];
  for (const statement of [node.thenStatement, node.elseStatement]) {
    const range = statement && cx.range(statement);
    if (statement !== undefined && range !== undefined)
      out.push(`if (${inRange(range)}) { `, printResumedBranch(cx, statement), " } else ");
  }
  const otherwise: Text = node.elseStatement === undefined ? "" : [" else ", printAsBlock(cx, node.elseStatement)];
  const test = printBranches(cx, node.expression, (value) => ["if (", value, ") ", printAsBlock(cx, node.thenStatement), otherwise]);
  return [out, "{ ", test, " }"];
}

function printResumedBranch(cx: Context, node: ts.Statement): Text {
  return ts.isBlock(node) ? printResumedList(cx, node.statements, node) : printResumedList(cx, [node], node);
}

/** The clauses one after the other, as falling through runs them; `break` leaves the block. (sample `switch-falls-through`) */
function printResumedSwitch(cx: Context, node: ts.SwitchStatement): Text {
  const label = `$B${node.pos}`;
  const inTest = cx.range(node.expression);
  const test = printBranches(cx, node.expression, (value) => ["switch (", value, ") ", printParts(cx, node.caseBlock)]);
  cx.jumps.set(node, { break: label, continue: label });
  const statements = node.caseBlock.clauses.flatMap((clause) => [...clause.statements]);
  const clauses: Text = [`${label}: { `, printResumedList(cx, statements, node.caseBlock), "}"];
  cx.jumps.delete(node);
  return inTest === undefined ? clauses : [`if (${inRange(inTest)}) { `, test, " } else ", clauses];
}

function printResumedLabelled(cx: Context, node: ts.LabeledStatement, range: Range): Text {
  let inner: ts.Statement = node.statement;
  while (ts.isLabeledStatement(inner)) inner = inner.statement;
  if (isLoop(inner)) return printResumedLoop(cx, inner, node);
  return [`${node.label.text}: { `, printCompound(cx, node.statement, range), " }"];
}
