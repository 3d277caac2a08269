// Prints loops in place: each iteration begins with an update point, and what the loop itself keeps is visible to the handler.
import ts from "typescript";
import type { Variable } from "../1-analyze/variables.js";
import { isBlockScoped, isForEach, isInLoop } from "../syntax/nodes.js";
import { countName, countsIterations, cursorName } from "../text/names.js";
import { join, type Text } from "../text/text.js";
import { printAsBlock } from "./blocks.js";
import type { Context } from "./context.js";
import { getLostName, printAfterPattern, printFilled, printPattern } from "./declarations.js";
import { printCheck } from "./frames.js";
import { printNamedValue, printParts } from "./parts.js";
import { printBox, printFill } from "./references.js";
import { printResumption } from "./suspensions.js";

/** A loop of a function that cannot be moved, or of the module itself: others may still be updated while it runs. */
export function printPlainLoop(cx: Context, node: ts.IterationStatement): Text {
  if (cx.fn?.fixed !== undefined || cx.input.shortLoops.has(node)) return printParts(cx, node);
  const check = awaitOf(node) === "" ? printCheck(cx, cx.fn?.index ?? -1, undefined) : printResumption(cx, undefined);
  const { statement } = node;
  const body: Text = ts.isBlock(statement)
    ? ["{ ", check, printParts(cx, statement, { skip: 1 })]
    : ["{ ", check, cx.statement(statement), " }"];
  return printParts(cx, node, { replace: (child) => (child === statement ? body : undefined) });
}

/**
 * Source `while (c) { … }`, emitted `while (c) { if ($h.pending) $h.reach(); … }`.
 * `again` prints the loop as it goes on after the iteration in which the frame was resumed: its head has been evaluated.
 */
export function printLoop(cx: Context, node: ts.IterationStatement, start: "first" | "again"): Text {
  const point = cx.pointOf(node);
  const check =
    awaitOf(node) !== "" ? printResumption(cx, point) : point === undefined ? "" : printCheck(cx, cx.getFunction().index, point);
  if (ts.isForStatement(node)) return printFor(cx, node, check, start);
  if (isForEach(node)) return printForEach(cx, node, check, start);
  const body = printAsBlock(cx, node.statement, check);
  return printParts(cx, node, { replace: (child) => (child === node.statement ? body : undefined) });
}

/**
 * Source `for (let i = 0; i < n; i++) …`, emitted `for (var i = 0; i < n; i++) …`; where closures capture an `i` that is reassigned:
 * `for ($i$40 = $m.box(0); $i$40.v < n; $i$40 = $m.box($i$40.v), $i$40.v++) { const i = $i$40; … }`.
 * The copy before the step is what the language does between iterations. (sample `closure-per-iteration`)
 */
function printFor(cx: Context, node: ts.ForStatement, check: Text, start: "first" | "again"): Text {
  const boxes = headVariables(cx, node).filter((v) => v.mode === "box");
  const head = withHeadNames(cx, node, () => ({
    initializer: start === "again" || node.initializer === undefined ? "" : printForInitializer(cx, node.initializer),
    condition: node.condition === undefined ? "" : cx.expression(node.condition),
    step: node.incrementor === undefined ? "" : cx.expression(node.incrementor),
  }));
  const copies = join(
    boxes.map((box) => copyBox(cx, box)),
    ", ",
  );
  const step: Text = boxes.length === 0 ? head.step : [copies, node.incrementor === undefined ? "" : ", ", head.step];
  const constants = boxes.map((v) => `const ${v.emitted} = ${v.saved}; `).join("");
  const body = printAsBlock(cx, node.statement, [constants, printHeadMirrors(cx, node), check]);
  return ["for(", head.initializer, ";", head.condition, ";", step, ")", body];
}

/** A new iteration begins with a copy of the last one's variable. */
export const copyBox = (cx: Context, { saved }: Variable): Text => [`${saved} = `, printBox(cx, `${saved}.v`)];

export function headVariables(cx: Context, node: ts.IterationStatement): Variable[] {
  const scope = cx.input.scopes.scopeOf.get(node);
  return [...(scope?.bindings.values() ?? [])].flatMap((binding) => cx.getFunction().variables.get(binding) ?? []);
}

/** `for (const x = 1, y = f(); …)`: closures capture constants that never change between iterations. */
function printHeadMirrors(cx: Context, node: ts.IterationStatement): string {
  const mirrors = headVariables(cx, node).filter((v) => v.mode === "mirror");
  return mirrors.map((v) => `const ${v.emitted} = ${v.saved}; `).join("");
}

/** The head of a loop is outside of its iterations: it uses the variables that the save code reads. */
export function withHeadNames<T>(cx: Context, node: ts.IterationStatement, print: () => T): T {
  const variables = headVariables(cx, node).filter((v) => v.mode === "box" || v.mode === "mirror");
  for (const v of variables) cx.renamed.set(v.binding, v.saved);
  const result = print();
  for (const v of variables) {
    if (v.emitted === v.binding.name) cx.renamed.delete(v.binding);
    else cx.renamed.set(v.binding, v.emitted);
  }
  return result;
}

function printForInitializer(cx: Context, node: ts.ForInitializer): Text {
  if (!ts.isVariableDeclarationList(node)) return cx.expression(node);
  if (!isBlockScoped(node)) return printParts(cx, node);
  const declarations = node.declarations.map((declaration) => printHeadDeclaration(cx, declaration, isInLoop(node.parent)));
  return ["var ", join(declarations, ", ")];
}

function printHeadDeclaration(cx: Context, { name, initializer, pos }: ts.VariableDeclaration, again: boolean): Text {
  const variable = ts.isIdentifier(name) ? cx.variable(name) : undefined;
  const lost = ts.isIdentifier(name) ? getLostName(cx, name, variable) : undefined;
  const value = initializer && printNamedValue(cx, initializer, lost);
  const initial = value ?? "void 0";
  if (variable?.mode === "box") return [variable.saved, " = ", printBox(cx, initial)];
  if (variable !== undefined && cx.boxed.has(variable.binding))
    return [`$x${pos} = `, printFill(cx, variable.binding, variable.emitted, initial)];
  if (variable?.mode === "mirror") return [variable.saved, " = ", initial];
  return [printFilled(cx, name), value === undefined && !again ? "" : [" = ", initial]];
}

/**
 * Source `for (const x of list) …`, emitted `for (var x of ($i12=0,$c12=$m.cursor(list))) {$i12++;…`: a frame that is rebuilt goes
 * on with the same iterator, or after as many elements of the same array (V8 inlines loops over arrays only when it sees the array). `for (const k in object)` goes on with the same keys. A loop that yields is emitted `for (var x of ($c12=$m.iterator(list))) {…`. (samples `for-of-over-everything`, `for-in-while-the-object-changes`)
 */
function printForEach(cx: Context, node: ts.ForOfStatement | ts.ForInStatement, check: Text, start: "first" | "again"): Text {
  const cursor = cursorName(node);
  const source = start === "again" ? printOnward(cx, node) : printSource(cx, node, cursor);
  const count = countsIterations(node) ? `${countName(node)}++;` : "";
  const { initializer } = node;
  const target: Text = ts.isVariableDeclarationList(initializer)
    ? ["var ", printPattern(cx, (initializer.declarations[0] as ts.VariableDeclaration).name)]
    : cx.expression(initializer);
  const prologue = headVariables(cx, node).map((v) => printAfterPattern(cx, v));
  return [`for${awaitOf(node)}(`, target, " of ", source, ")", printAsBlock(cx, node.statement, [count, prologue, check])];
}

function printSource(cx: Context, node: ts.ForOfStatement | ts.ForInStatement, cursor: string): Text {
  const start = countsIterations(node) ? `${countName(node)}=0,` : "";
  return [`(${start}${cursor}=`, printCursor(cx, node, cx.expression(node.expression)), ")"];
}

/** What is left of the iteration; an array has no iterator of its own yet. */
function printOnward(cx: Context, node: ts.ForOfStatement | ts.ForInStatement): Text {
  const cursor = cursorName(node);
  return countsIterations(node) ? `(${cursor} = ${cx.input.names.module}.onward(${cursor}, ${countName(node)}))` : cursor;
}

/** `for (k in a(), b())` has one object, not two. (sample `for-in-while-the-object-changes`) */
export function printCursor(cx: Context, node: ts.ForOfStatement | ts.ForInStatement, value: Text): Text {
  const { module } = cx.input.names;
  if (ts.isForInStatement(node)) return [`${module}.keys((`, value, "))"];
  const make = awaitOf(node) !== "" ? "asyncCursor" : countsIterations(node) ? "cursor" : "iterator";
  return [`${module}.${make}(`, value, ")"];
}

export const awaitOf = (node: ts.Node): string => (ts.isForOfStatement(node) && node.awaitModifier !== undefined ? " await" : "");
