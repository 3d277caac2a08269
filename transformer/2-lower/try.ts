// Prints `try` statements, and the jumps and returns that leave them.
import ts from "typescript";
import { boundNames, findJumpTarget, isWithin } from "../syntax/nodes.js";
import { caughtName, endingNames } from "../text/names.js";
import type { Text } from "../text/text.js";
import { printBlock } from "./blocks.js";
import type { Context, Exit } from "./context.js";
import { printAfterPattern, printPattern } from "./declarations.js";
import { printParts } from "./parts.js";
import { printResumption } from "./suspensions.js";

/**
 * Source `try { A } catch (e) { B } finally { C }`, emitted
 * `try { A } catch ($c12) { if ($c12 === $m.signal || $m.state.saving) throw $c12; var e = $c12; B } finally { if (!$m.state.saving) { C } }`:
 * the program sees nothing of the signal that unwinds its frames. (sample `catch-does-not-see-the-signal`)
 */
export function printTry(cx: Context, node: ts.TryStatement): Text {
  if (node.finallyBlock === undefined) return ["try ", printBlock(cx, node.tryBlock), printCatch(cx, node)];
  if (cx.range(node.finallyBlock) !== undefined) return printWrittenOut(cx, node);
  return ["try ", printBlock(cx, node.tryBlock), printCatch(cx, node), printFinally(cx, node.finallyBlock)];
}

export function printFinally(cx: Context, block: ts.Block): Text {
  return [`finally{if(!${cx.input.names.module}.state.saving)`, printBlock(cx, block), "}"];
}

export function printCatch(cx: Context, node: ts.TryStatement): Text {
  const clause = node.catchClause;
  if (clause === undefined) return " ";
  const caught = caughtName(clause);
  return [
    ` catch (${caught}) `,
    printBlock(cx, clause.block, [
      printRethrow(cx, caught),
      printCaught(cx, clause, caught),
      printResumption(cx, cx.pointOf(clause.block)),
    ]),
    " ",
  ];
}

/**
 * While frames are saved or rehearsed nothing is the program's to catch, not even that the stack has no room. The signal alone also ends
 * calls that an update does not let go on: then no frames are being saved, and `finally` blocks run. (pair `restart`)
 */
function printRethrow(cx: Context, caught: string): string {
  const { module } = cx.input.names;
  return `if (${caught} === ${module}.signal || ${module}.state.saving) throw ${caught}; `;
}

function printCaught(cx: Context, clause: ts.CatchClause, caught: string): Text {
  const name = clause.variableDeclaration?.name;
  if (name === undefined) return "";
  const variables = [...boundNames(name)].map((id) => cx.variable(id));
  return ["var ", printPattern(cx, name), ` = ${caught};`, variables.map((v) => printAfterPattern(cx, v)), " "];
}

// --- a `finally` that can be suspended

/**
 * Source `try { A } finally { B }` where B holds points, or A can be suspended. A native `finally` hides how A ended, so it is written out: the ending is kept
 * in two variables, B runs as ordinary code, and the ending happens after it:
 * `{ $k12 = 0; $F12: { try { A } catch ($e12) { if ($m.state.saving) throw $e12; $k12 = 1; $w12 = $e12; } } { B } if ($k12 === 1) throw $w12; if ($k12 === 2) return $w12; }`
 * Within A, `return x` is `{ $w12 = x; $k12 = 2; break $F12; }`, and jumps out of A are numbered from 3. (samples `finally-*`)
 */
function printWrittenOut(cx: Context, node: ts.TryStatement): Text {
  const inner = (): Text =>
    node.catchClause === undefined ? printBlock(cx, node.tryBlock) : ["{ try ", printBlock(cx, node.tryBlock), printCatch(cx, node), "}"];
  const exit: Exit = { node, jumps: [], returns: false };
  const tried = printTried(cx, exit, inner);
  const block = node.finallyBlock as ts.Block;
  return ["{ ", tried, printBlock(cx, block, printResumption(cx, cx.pointOf(block))), printEndings(cx, exit), " }"];
}

/** The part before B, whatever it ends with. */
export function printTried(cx: Context, exit: Exit, inner: () => Text): Text {
  const [kind, value] = endingNames(exit.node);
  const { pos } = exit.node;
  cx.exits.push(exit);
  const body = inner();
  cx.exits.pop();
  const caught = `$e${pos}`;
  const handler = ` catch (${caught}) { if (${cx.input.names.module}.state.saving) throw ${caught}; ${kind} = 1; ${value} = ${caught}; }`;
  if (!isGenerator(cx)) return [`${kind} = 0; $F${pos}: { try `, body, handler, " } "];
  return [`${kind} = -1; $F${pos}: { try { `, body, ` ${kind} = 0; }`, handler, printOnReturn(cx, exit.node, kind), " } "];
}

const isGenerator = (cx: Context): boolean => cx.getFunction().kind === "generator" || cx.getFunction().kind === "async-generator";

/** `iterator.return()` ends a suspended generator with nothing but its native `finally` blocks. (sample `generators-and-iterators`) */
function printOnReturn(cx: Context, node: ts.TryStatement, kind: string): Text {
  const block = cx.withoutPoints(() => printBlock(cx, node.finallyBlock as ts.Block));
  return [` finally { if (${kind} === -1 && !${cx.input.names.module}.state.saving) `, block, " }"];
}

/** What happens after B, as A ended. */
export function printEndings(cx: Context, exit: Exit): Text {
  const [kind, value] = endingNames(exit.node);
  const endings: Text[] = [` if (${kind} === 1) throw ${value};`];
  if (exit.returns) endings.push([` if (${kind} === 2) `, printReturnOf(cx, value)]);
  exit.jumps.forEach((jump, index) => {
    endings.push([` if (${kind} === ${index + 3}) `, printJumpTo(cx, jump.target, jump.kind, jump.label)]);
  });
  return endings;
}

export function printReturn(cx: Context, node: ts.ReturnStatement): Text {
  if (cx.exits.length === 0) return printParts(cx, node);
  return printReturnOf(cx, node.expression === undefined ? "void 0" : cx.expression(node.expression));
}

export function printReturnOf(cx: Context, result: Text): Text {
  const exit = cx.exits.at(-1);
  if (exit === undefined) return ["return ", result, ";"];
  exit.returns = true;
  const [kind, value] = endingNames(exit.node);
  return [`{ ${value} = `, result, `; ${kind} = 2; break $F${exit.node.pos}; }`];
}

export function printJump(cx: Context, node: ts.BreakOrContinueStatement): Text {
  const target = findJumpTarget(node);
  if (target === undefined) return printParts(cx, node);
  return printJumpTo(cx, target, ts.isBreakStatement(node) ? "break" : "continue", node.label?.text);
}

function printJumpTo(cx: Context, target: ts.Node, kind: "break" | "continue", label: string | undefined): Text {
  const exit = cx.exits.at(-1);
  if (exit !== undefined && !isWithin(target, exit.node)) return printExitTo(exit, target, kind, label);
  const resumed = cx.jumps.get(target);
  if (resumed !== undefined) return `break ${resumed[kind]};`;
  return label === undefined ? `${kind};` : `${kind} ${label};`;
}

function printExitTo(exit: Exit, target: ts.Node, kind: "break" | "continue", label: string | undefined): string {
  let index = exit.jumps.findIndex((jump) => jump.target === target && jump.kind === kind);
  if (index < 0) index = exit.jumps.push({ target, kind, label }) - 1;
  return `{ ${endingNames(exit.node)[0]} = ${index + 3}; break $F${exit.node.pos}; }`;
}
