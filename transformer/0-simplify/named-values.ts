// Anonymous functions that are named after the variable that they are given to, where what is written anew stands between the two.
import ts from "typescript";
import { isAnonymousFunction } from "../syntax/values.js";
import { quote, type Text } from "../text/text.js";
import type { Rewriter } from "./rewriter.js";

/** A value as a declaration of `target` names it: `({ "x": () => 0 })["x"]`. Undefined where it gets no name. */
export function printNamed(rw: Rewriter, target: ts.Node, value: ts.Expression): Text | undefined {
  if (!ts.isIdentifier(target) || !isAnonymousFunction(value)) return undefined;
  const name = quote(target.text);
  return [`({ ${name}: `, rw.print(value), ` })[${name}]`];
}
