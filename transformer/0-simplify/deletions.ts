// `delete` of what is no property: it only evaluates its operand.
import ts from "typescript";
import { skipParentheses } from "../syntax/nodes.js";
import type { Text } from "../text/text.js";
import { isMember } from "./calls.js";
import type { Rewriter } from "./rewriter.js";

/**
 * Source `delete f()`, written `(f(), true)`: a rebuilt frame has the value of `f()` in a variable, and `delete` of a variable is a syntax
 * error. (sample `deleted-values`)
 */
export function rewriteDeletion(rw: Rewriter, node: ts.Node): Text | undefined {
  if (!ts.isDeleteExpression(node)) return undefined;
  const target = skipParentheses(node.expression);
  return isMember(target) || ts.isIdentifier(target) ? undefined : ["(", rw.print(node.expression), ", true)"];
}
