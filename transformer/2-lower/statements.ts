// Prints statements in place.
import ts from "typescript";
import { isFunctionNode, isLoop } from "../syntax/nodes.js";
import type { Text } from "../text/text.js";
import { printBlock } from "./blocks.js";
import type { Context } from "./context.js";
import { printClassDeclaration, printVariableStatement } from "./declarations.js";
import { printLoop, printPlainLoop } from "./loops.js";
import { printParts } from "./parts.js";
import { printJump, printReturn, printTry } from "./try.js";

export function printStatement(cx: Context, node: ts.Statement): Text {
  if (cx.isCopied(node)) return cx.slice(node);
  if (isFunctionNode(node)) return cx.functionInPlace(node);
  if (!cx.isMovable()) return isLoop(node) ? printPlainLoop(cx, node) : printParts(cx, node);
  if (ts.isBlock(node)) return printBlock(cx, node);
  if (ts.isVariableStatement(node)) return printVariableStatement(cx, node);
  if (ts.isClassDeclaration(node)) return printClassDeclaration(cx, node);
  if (isLoop(node)) return printLoop(cx, node, "first");
  if (ts.isTryStatement(node)) return printTry(cx, node);
  if (ts.isReturnStatement(node)) return printReturn(cx, node);
  if (ts.isBreakOrContinueStatement(node)) return printJump(cx, node);
  return printParts(cx, node);
}
