// Prints `try` statements of rebuilt frames.
import type ts from "typescript";
import { LOCAL } from "../text/names.js";
import type { Text } from "../text/text.js";
import type { Context, Exit } from "./context.js";
import { withResumedScope } from "./resume-blocks.js";
import { HAS_RESUMED, inRange, printArrivedAt } from "./resume-branches.js";
import { printResumption } from "./suspensions.js";
import { printCatch, printEndings, printFinally, printTried } from "./try.js";

export function printResumedTry(cx: Context, node: ts.TryStatement): Text {
  const { finallyBlock } = node;
  if (finallyBlock === undefined) return printInside(cx, node);
  if (cx.range(finallyBlock) !== undefined) return printResumedWrittenOut(cx, node, finallyBlock);
  return ["try ", printInside(cx, node), " ", printFinally(cx, finallyBlock)];
}

/** `{ if (point is in the catch block) { … } else try { … } catch … }`: a frame in `catch` has left the `try` block. */
function printInside(cx: Context, node: ts.TryStatement): Text {
  const { catchClause, tryBlock } = node;
  if (catchClause === undefined) return ["{ ", cx.resumeList(tryBlock.statements, tryBlock), " }"];
  const inCatch = cx.range(catchClause.block);
  const tried: Text = ["try { ", cx.resumeList(tryBlock.statements, tryBlock), " }", printCatch(cx, node)];
  if (inCatch === undefined) return ["{ ", tried, " }"];
  return [`{ if (${inRange(inCatch)}) { `, printResumedCatch(cx, catchClause), " } else ", tried, " }"];
}

function printResumedCatch(cx: Context, clause: ts.CatchClause): Text {
  return withResumedScope(cx, [], clause, () => [printArrivedAt(cx, clause.block), cx.resumeList(clause.block.statements, clause.block)]);
}

/** Like `printWrittenOut` of try.ts; a frame that stands in the `finally` block does not run what was before it. */
function printResumedWrittenOut(cx: Context, node: ts.TryStatement, finallyBlock: ts.Block): Text {
  const exit: Exit = { node, jumps: [], returns: false };
  const tried = printTried(cx, exit, () => printInside(cx, node));
  const range = cx.range(finallyBlock);
  const guarded: Text = [
    `if (${range === undefined ? "false" : inRange(range)}) { ${LOCAL.point} = ${LOCAL.point}; } else { `,
    tried,
    "} ",
  ];
  const list = cx.resumeList(finallyBlock.statements, finallyBlock);
  return ["{ ", guarded, "{ ", printArrivalInFinally(cx, finallyBlock), list, "} ", printEndings(cx, exit), " }"];
}

/** `if ($p === 5) $p = 0; else if ($p === 0) { look for newer code }`: what came here by itself may have been rejected after an update. */
function printArrivalInFinally(cx: Context, block: ts.Block): Text {
  const point = cx.pointOf(block);
  return point === undefined ? "" : [printArrivedAt(cx, block), `else if (${HAS_RESUMED}) { `, printResumption(cx, point), "} "];
}
