// `using` declarations: what disposes of a resource must not happen when a frame is saved, so it is written as a `try` statement.
import ts from "typescript";
import { isFunctionNode } from "../syntax/nodes.js";
import { resourcesName } from "../text/names.js";
import type { Text } from "../text/text.js";
import { printNamed } from "./named-values.js";
import type { Rewriter } from "./rewriter.js";

/**
 * Source `{ using a = f(); B }`, written
 * `{ const $u1 = $m.resources(); try { const a = $m.use($u1, f()); B } catch ($q) { $m.fail($u1, $q); } finally { $m.dispose($u1); } }`.
 * With `await using`, what `dispose` gives is awaited. (sample `explicit-resource-management`, native with the target ESNext)
 */
export function rewriteResources(rw: Rewriter, node: ts.Node): Text | undefined {
  if (rw.update !== "moving") return undefined;
  if (ts.isBlock(node) && node.statements.some(isUsingStatement)) {
    const directives = isFunctionNode(node.parent)
      ? node.statements.findIndex((s) => !ts.isExpressionStatement(s) || !ts.isStringLiteral(s.expression))
      : 0;
    const print = (statements: readonly ts.Statement[]): Text => statements.map((statement) => [rw.print(statement), "\n"]);
    const inner = print(node.statements.slice(directives));
    return ["{ ", print(node.statements.slice(0, directives)), guard(node, inner, node.statements.some(isAwaitUsing), rw), "}"];
  }
  if (ts.isForOfStatement(node) && isUsing(node.initializer)) return printLoop(rw, node, node.initializer);
  if (ts.isForStatement(node) && node.initializer !== undefined && isUsing(node.initializer)) return printFor(rw, node, node.initializer);
  return ts.isVariableStatement(node) && isUsing(node.declarationList) ? [printUses(rw, node.declarationList, node), ";"] : undefined;
}

const isUsing = (node: ts.Node): node is ts.VariableDeclarationList =>
  ts.isVariableDeclarationList(node) && (node.flags & ts.NodeFlags.Using) === ts.NodeFlags.Using;
const isUsingStatement = (node: ts.Node): node is ts.VariableStatement => ts.isVariableStatement(node) && isUsing(node.declarationList);
const isAwaitList = (list: ts.VariableDeclarationList): boolean => (list.flags & ts.NodeFlags.AwaitUsing) === ts.NodeFlags.AwaitUsing;
const isAwaitUsing = (node: ts.Node): boolean => isUsingStatement(node) && isAwaitList(node.declarationList);

/** Whether a node has resources of its own. */
const isScope = (node: ts.Node): boolean =>
  (ts.isBlock(node) && node.statements.some(isUsingStatement)) ||
  ((ts.isForOfStatement(node) || ts.isForStatement(node)) && node.initializer !== undefined && isUsing(node.initializer));

/** The resources of the scope that a node opens or stands in, numbered by depth: the same name in each build. */
function nameOf(node: ts.Node): string {
  let depth = 0;
  for (let at = node; !isFunctionNode(at); at = at.parent) if (isScope(at)) depth++;
  return resourcesName(depth);
}

function guard(scope: ts.Node, inner: Text, isAsync: boolean, { input: { module } }: Rewriter): Text {
  const name = nameOf(scope);
  const dispose = isAsync ? `const $q = ${module}.dispose(${name}); if ($q !== void 0) await $q;` : `${module}.dispose(${name});`;
  return [`const ${name} = ${module}.resources(); try { `, inner, `} catch ($q) { ${module}.fail(${name}, $q); } finally { ${dispose} } `];
}

function printUses(rw: Rewriter, list: ts.VariableDeclarationList, within: ts.Node): Text {
  const use = `${rw.input.module}.${isAwaitList(list) ? "useAsync" : "use"}(${nameOf(within)}, `;
  return list.declarations.map(({ name, initializer }, index): Text => {
    const value: Text = initializer === undefined ? "" : (printNamed(rw, name, initializer) ?? rw.print(initializer));
    return [index === 0 ? "const " : ", ", { start: rw.startOf(name), end: name.end }, " = ", use, value, ")"];
  });
}

/** Each element is disposed of at the end of its iteration. */
function printLoop(rw: Rewriter, node: ts.ForOfStatement, list: ts.VariableDeclarationList): Text {
  const element = rw.newName();
  const { name } = list.declarations[0] as ts.VariableDeclaration;
  const use = `${rw.input.module}.${isAwaitList(list) ? "useAsync" : "use"}(${nameOf(node)}, ${element})`;
  return rw.around(node, (child) => {
    if (child === list) return element;
    if (child !== node.statement) return undefined;
    const inner: Text = ["const ", { start: rw.startOf(name), end: name.end }, ` = ${use}; `, rw.print(child), " "];
    return ["{ ", guard(node, inner, isAwaitList(list), rw), "}"];
  });
}

function printFor(rw: Rewriter, node: ts.ForStatement, list: ts.VariableDeclarationList): Text {
  const declared = printUses(rw, list, node);
  const loop = rw.around(node, (child) => (child === list ? "" : undefined));
  return ["{ ", guard(node, [declared, "; ", loop, " "], isAwaitList(list), rw), "}"];
}
