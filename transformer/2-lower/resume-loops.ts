// Prints loops of rebuilt frames. A loop that holds the point is printed twice: the rest of the interrupted iteration, then the loop as it
// always was, which runs at full speed.
import ts from "typescript";
import type { Variable } from "../1-analyze/variables.js";
import { isForEach } from "../syntax/nodes.js";
import { countName, countsIterations, cursorName, leftName } from "../text/names.js";
import type { Text } from "../text/text.js";
import type { Context } from "./context.js";
import { printFilled } from "./declarations.js";
import { awaitOf, copyBox, headVariables, printCursor, printLoop, withHeadNames } from "./loops.js";
import { printBox, printFill } from "./references.js";
import { withResumedScope } from "./resume-blocks.js";
import { HAS_RESUMED, inRange, printArrivedAt, printBranches } from "./resume-branches.js";

/**
 * Source `label: while (c) { A }`, resumed `$B12: { $C12: { rest of A } label: while (c) { A } }`; in the first part `break` is
 * `break $B12` and `continue` is `break $C12`. `labelled` is the labelled statement around the loop, or the loop itself.
 * (sample `labels-of-nested-loops`)
 */
export function printResumedLoop(cx: Context, node: ts.IterationStatement, labelled: ts.Statement): Text {
  const [out, next] = [`$B${node.pos}`, `$C${node.pos}`];
  const again = [labelledStatements(labelled).map((at) => `${at.label.text}: `), printLoop(cx, node, "again")];
  const targets = [node, ...labelledStatements(labelled)];
  for (const target of targets) cx.jumps.set(target, { break: out, continue: next });
  const first = printFirstIteration(cx, node, out, next);
  for (const target of targets) cx.jumps.delete(target);
  return [`${out}: { `, first, again, " }"];
}

/** `a: b: while …` is two. */
function labelledStatements(outermost: ts.Statement): ts.LabeledStatement[] {
  const found: ts.LabeledStatement[] = [];
  for (let at = outermost; ts.isLabeledStatement(at); at = at.statement) found.push(at);
  return found;
}

/** The rest of the iteration that was interrupted. */
function printFirstIteration(cx: Context, node: ts.IterationStatement, out: string, next: string): Text {
  if (ts.isForStatement(node)) return printFirstOfFor(cx, node, out, next);
  if (isForEach(node)) return printFirstOfForEach(cx, node, next);
  if (ts.isDoStatement(node)) return printFirstOfDo(cx, node, out, next);
  return [`${next}: { `, printTest(cx, (node as ts.WhileStatement).expression, out), " ", printLoopBody(cx, node), "} "];
}

/** For a frame that stands in a loop's condition. */
function printTest(cx: Context, condition: ts.Expression | undefined, out: string): Text {
  return condition === undefined ? "" : printBranches(cx, condition, (value) => ["if (!(", value, `)) break ${out};`]);
}

function printLoopBody(cx: Context, node: ts.IterationStatement): Text {
  const { statement } = node;
  const list = (): Text => (ts.isBlock(statement) ? cx.resumeList(statement.statements, statement) : cx.resumeList([statement], statement));
  return withResumedScope(cx, [], node, () => [printArrivedAt(cx, node), "{ ", list(), "} "]);
}

/** `do { A } while (c)`: the condition ends the first part, and the loop goes on only if it holds. (sample `loops-of-every-kind`) */
function printFirstOfDo(cx: Context, node: ts.DoStatement, out: string, next: string): Text {
  const range = cx.range(node.expression);
  const test: Text = [`if (!(`, cx.expression(node.expression), `)) break ${out};`];
  const body = printLoopBody(cx, node);
  if (range === undefined) return [`${next}: { `, body, "} ", test, " "];
  const resumedTest: Text = [`if (${HAS_RESUMED}) { `, test, " } else { ", printTest(cx, node.expression, out), " } "];
  return [`${next}: { if (!(${inRange(range)})) { `, body, "} } ", resumedTest];
}

// --- for

/** A frame may stand in each part of the head: `initializer else { step else { $C12: { condition body } copies; step; } }`. */
function printFirstOfFor(cx: Context, node: ts.ForStatement, out: string, next: string): Text {
  const head = withHeadNames(cx, node, () => ({
    initializer: printResumedInitializer(cx, node),
    condition: printTest(cx, node.condition, out),
    step: node.incrementor === undefined ? "" : ([cx.expression(node.incrementor), ";"] as Text),
    stepBranches: node.incrementor === undefined ? "" : printBranches(cx, node.incrementor, (value) => [value, ";"]),
  }));
  const copies = headVariables(cx, node)
    .filter((v) => v.mode === "box")
    .map((v): Text => [copyBox(cx, v), "; "]);
  const iteration: Text = [`${next}: { `, head.condition, " ", printLoopBody(cx, node), "} ", copies, head.step];
  const step = printElse(cx, node.incrementor, head.stepBranches, iteration, " ");
  return printElse(cx, node.initializer, head.initializer, [step, " "], "");
}

/** `if (point is in part) { resumed } else { otherwise }` */
function printElse(cx: Context, part: ts.Node | undefined, resumed: Text, otherwise: Text, end: string): Text {
  const range = part && cx.range(part);
  return range === undefined ? otherwise : [`if (${inRange(range)}) { `, resumed, " } else { ", otherwise, end === "" ? "} " : " } "];
}

function printResumedInitializer(cx: Context, { initializer }: ts.ForStatement): Text {
  if (initializer === undefined || cx.range(initializer) === undefined) return "";
  if (!ts.isVariableDeclarationList(initializer)) return printBranches(cx, initializer, (value) => [value, ";"]);
  return initializer.declarations.map((declaration): Text => {
    const { name, initializer: value } = declaration;
    if (value === undefined) return "";
    const assign = (given: Text): Text => printHeadAssignment(cx, name, given);
    return [`if (${HAS_RESUMED}) { `, assign(cx.expression(value)), " }", printBranches(cx, value, assign, " else "), "\n"];
  });
}

function printHeadAssignment(cx: Context, name: ts.BindingName, value: Text): Text {
  const variable: Variable | undefined = ts.isIdentifier(name) ? cx.variable(name) : undefined;
  if (variable?.mode === "box") return [variable.saved, " = ", printBox(cx, value), ";"];
  if (variable !== undefined && cx.boxed.has(variable.binding)) return [printFill(cx, variable.binding, variable.emitted, value), ";"];
  if (variable?.mode === "mirror") return [variable.saved, " = ", value, ";"];
  return ["var ", printFilled(cx, name), " = ", value, ";"];
}

// --- for of, for in

/** A frame in the loop's head computes what is iterated; one in its body goes on with the rest of one iteration. */
function printFirstOfForEach(cx: Context, node: ts.ForOfStatement | ts.ForInStatement, next: string): Text {
  const cursor = cursorName(node);
  const inSource = cx.range(node.expression);
  const rest = awaitOf(node) === "" ? printRestOfIteration(cx, node, next) : printRestOfAsyncIteration(cx, node, next);
  if (inSource === undefined) return rest;
  const start = printBranches(cx, node.expression, (value) => [
    `${countsIterations(node) ? `${countName(node)} = 0; ` : ""}${cursor} = `,
    printCursor(cx, node, value),
    ";",
  ]);
  return [`if (${inRange(inSource)}) { `, start, " } else { ", rest, "} "];
}

/**
 * It runs inside a native `for-of` too, so that leaving it closes the iterator as always:
 * `for (const $x12 of $m.rest($c12)) $C12: { rest }`. (sample `for-of-closes-the-iterator-once`)
 */
function printRestOfIteration(cx: Context, node: ts.ForOfStatement | ts.ForInStatement, next: string): Text {
  const head = `for (const $x${node.pos} of ${cx.input.names.module}.rest(${cursorName(node)})) ${next}: { `;
  return [head, printLoopBody(cx, node), "} "];
}

/**
 * A `for await` would come to its body later, but the frames above go on in it at once; so it is closed as the language says:
 * `let $w12 = true; try { $C12: { rest } $w12 = false; } catch ($x12) { … } finally { if ($w12 …) await $m.closeAsync($c12); }`.
 * (sample `for-await-with-calls-in-its-body`)
 */
function printRestOfAsyncIteration(cx: Context, node: ts.ForOfStatement | ts.ForInStatement, next: string): Text {
  const { module } = cx.input.names;
  const [isLeft, error, cursor] = [leftName(node), `$x${node.pos}`, cursorName(node)];
  const caught = `${isLeft} = false; if (!${module}.state.saving) await ${module}.closeAsync(${cursor}, "quietly"); throw ${error};`;
  const left = `if (${isLeft} && !${module}.state.saving) await ${module}.closeAsync(${cursor});`;
  const body: Text = [`${next}: { `, printLoopBody(cx, node), `} ${isLeft} = false; `];
  return [`let ${isLeft} = true; try { `, body, `} catch (${error}) { ${caught} } finally { ${left} } `];
}
