// Finds where code writes what belongs neither to it nor to its module: globals, `process.env`, what other modules export.
import ts from "typescript";
import type { FunctionNode } from "../syntax/nodes.js";
import { isWrite } from "../syntax/operators.js";
import type { Binding, ScopeAnalysis } from "./scopes.js";

export interface OuterWrite {
  readonly node: ts.Node;
  /** What is written, as the code names it. */
  readonly text: string;
  /** Function in which it stands; undefined at module level. */
  readonly owner: FunctionNode | undefined;
}

/** Calls that write to their first argument. */
const WRITERS = /^(Object\.(assign|definePropert(y|ies)|setPrototypeOf)|Reflect\.(set|defineProperty|deleteProperty|setPrototypeOf))$/;

/** TypeScript's own way to say what a CommonJS module exports. */
const OWN = new Set(["exports", "module"]);

export function findOuterWrites(file: ts.SourceFile, scopes: Pick<ScopeAnalysis, "bindingOf" | "functions">): OuterWrite[] {
  const found: OuterWrite[] = [];
  const functions = new Set<ts.Node>(scopes.functions);
  const visit = (node: ts.Node, owner: FunctionNode | undefined): void => {
    const target = targetOf(node);
    if (target !== undefined && isOuter(target)) found.push({ node, text: target.getText(file), owner });
    ts.forEachChild(node, (child) => visit(child, functions.has(child) ? (child as FunctionNode) : owner));
  };
  visit(file, undefined);
  return found;

  function isOuter(target: ts.Expression): boolean {
    const root = rootOf(target);
    if (!ts.isIdentifier(root)) return false;
    const binding = scopes.bindingOf.get(root);
    if (binding === undefined) return !OWN.has(root.text) && !root.text.startsWith("$");
    return root !== target && isForeign(binding);
  }
}

/** What a node writes, if it writes. */
function targetOf(node: ts.Node): ts.Expression | undefined {
  if (ts.isDeleteExpression(node)) return node.expression;
  if (ts.isCallExpression(node)) return isWriter(node.expression) ? node.arguments[0] : undefined;
  const isTarget = ts.isIdentifier(node) || ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node);
  return isTarget && isWrite(node) ? node : undefined;
}

const isWriter = (callee: ts.Expression): boolean =>
  ts.isPropertyAccessExpression(callee) &&
  ts.isIdentifier(callee.expression) &&
  WRITERS.test(`${callee.expression.text}.${callee.name.text}`);

/** `process` of `process.env["A"]`. */
function rootOf(target: ts.Expression): ts.Expression {
  if (ts.isPropertyAccessExpression(target) || ts.isElementAccessExpression(target)) return rootOf(target.expression);
  return ts.isParenthesizedExpression(target) || ts.isNonNullExpression(target) ? rootOf(target.expression) : target;
}

/** Imported, or (CommonJS) required. */
function isForeign({ kind, declaration }: Binding): boolean {
  const { parent } = declaration;
  return kind === "import" || (ts.isVariableDeclaration(parent) && /\brequire\(/.test(parent.initializer?.getText() ?? ""));
}
