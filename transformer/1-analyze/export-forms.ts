// Functions of CommonJS modules whose very text Node reads: from it an ES module learns what the module exports, before it runs.
import ts from "typescript";
import type { FunctionNode } from "../syntax/nodes.js";

/**
 * `Object.defineProperty(exports, "name", { enumerable: true, get: function () { return other.name; } })`, as TypeScript emits
 * `export { name } from "./other.js"`, and `Object.keys(other).forEach(function (key) { … exports[key] … })`, as bundlers do
 * `export *`. With a stub inside, `import { name }` fails to link. (sample `reexports-of-commonjs`)
 */
export function isReadByNode(node: FunctionNode): boolean {
  const call = ts.isPropertyAssignment(node.parent) ? node.parent.parent.parent : node.parent;
  if (!ts.isCallExpression(call) || !ts.isExpressionStatement(call.parent) || !ts.isSourceFile(call.parent.parent)) return false;
  if (ts.isExternalModule(call.parent.parent)) return false;
  const callee = call.expression.getText();
  return callee === "Object.defineProperty"
    ? /^(module\.)?exports$/.test(call.arguments[0]?.getText() ?? "") &&
        ts.isPropertyAssignment(node.parent) &&
        node.parent.name.getText() === "get"
    : /^Object\.keys\([\w$]+\)\.forEach$/.test(callee) && /\bexports\b/.test(node.getText());
}
