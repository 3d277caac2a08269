// Prints blocks and statement lists in place.
import ts from "typescript";
import type { Text } from "../text/text.js";
import type { Context } from "./context.js";

export function printStatements(cx: Context, statements: readonly ts.Statement[]): Text {
  return statements.map((statement) => [cx.statement(statement), "\n"]);
}

export function printBlock(cx: Context, node: ts.Block, prefix: Text = ""): Text {
  return ["{", printBlockPrologue(cx, node.statements), prefix, printStatements(cx, node.statements), "}"];
}

export function printAsBlock(cx: Context, node: ts.Statement, prefix: Text = ""): Text {
  return ts.isBlock(node) ? printBlock(cx, node, prefix) : ["{", prefix, cx.statement(node), "}"];
}

/**
 * Function declarations have their values from the start of their block: `{ $f$40 = f; … }`. Before anything else: at the update point
 * of a loop the last iteration's function would be saved. (sample `functions-in-blocks`)
 */
export function printBlockPrologue(cx: Context, statements: readonly ts.Statement[]): Text {
  return statements.map((statement) => {
    const variable = ts.isFunctionDeclaration(statement) && statement.name !== undefined ? cx.variable(statement.name) : undefined;
    return variable?.mode === "mirror" ? `${variable.saved} = ${variable.emitted}; ` : "";
  });
}
