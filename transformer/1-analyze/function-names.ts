// What a function is called across versions, and of which kind and form it is.
import ts from "typescript";
import type { FunctionForm, FunctionKind } from "../../runtime/contract/build.js";
import { isStatic } from "../syntax/classes.js";
import { type FunctionNode, isClassPart, isFunctionNode } from "../syntax/nodes.js";

export function uniqueId(ids: Map<string, number>, id: string): string {
  const count = (ids.get(id) ?? 0) + 1;
  ids.set(id, count);
  return count === 1 ? id : `${id}~${count}`;
}

export function ownName(node: FunctionNode): string {
  if (ts.isConstructorDeclaration(node)) return `${className(node.parent)}.constructor`;
  if (ts.isClassStaticBlockDeclaration(node)) return `${className(node.parent)}.static {}`;
  if (ts.isClassLike(node.parent)) return `${className(node.parent)}.${accessPrefix(node)}${node.name?.getText() ?? ""}`;
  if (node.name !== undefined) return accessPrefix(node) + node.name.getText();
  return nameFromContext(node);
}

function accessPrefix(node: FunctionNode): string {
  const access = ts.isGetAccessorDeclaration(node) ? "get " : ts.isSetAccessorDeclaration(node) ? "set " : "";
  return (isStatic(node) ? "static " : "") + access;
}

export function className(node: ts.ClassLikeDeclaration | ts.ObjectLiteralExpression): string {
  if (ts.isClassLike(node) && node.name !== undefined) return node.name.text;
  return nameFromContext(node);
}

/** A name for what has none: the variable or property it is assigned to, or the call it is handed to. */
function nameFromContext(node: ts.Node): string {
  const parent = node.parent;
  if (ts.isParenthesizedExpression(parent)) return nameFromContext(parent);
  if (ts.isVariableDeclaration(parent) && parent.initializer === node) return parent.name.getText();
  if (ts.isPropertyAssignment(parent) || ts.isPropertyDeclaration(parent)) return parent.name.getText();
  if (ts.isBinaryExpression(parent) && parent.right === node) return shortName(parent.left);
  if (ts.isCallExpression(parent) && parent.expression !== node) return `${shortName(parent.expression)}()`;
  if (ts.isNewExpression(parent)) return `new ${shortName(parent.expression)}()`;
  if (ts.isExportAssignment(parent)) return "default";
  return isFunctionNode(node) ? "function" : "class";
}

/** `app.get` of `app.get(…)`, `.reduce` of `list().reduce(…)`. */
function shortName(node: ts.Expression): string {
  if (ts.isParenthesizedExpression(node)) return shortName(node.expression);
  if (ts.isBinaryExpression(node)) return shortName(node.right);
  if (ts.isIdentifier(node)) return node.text;
  if (node.kind === ts.SyntaxKind.ThisKeyword) return "this";
  if (ts.isPropertyAccessExpression(node))
    return `${ts.isCallExpression(node.expression) ? "" : shortName(node.expression)}.${node.name.text}`;
  return "";
}

export function kindOf(node: FunctionNode): FunctionKind {
  const isAsync = ts.canHaveModifiers(node) && ts.getModifiers(node)?.some((m) => m.kind === ts.SyntaxKind.AsyncKeyword) === true;
  const isGenerator = "asteriskToken" in node && node.asteriskToken !== undefined;
  if (isAsync) return isGenerator ? "async-generator" : "async";
  return isGenerator ? "generator" : "sync";
}

export function formOf(node: FunctionNode): FunctionForm {
  if (ts.isFunctionDeclaration(node)) return "declaration";
  if (ts.isFunctionExpression(node)) return "expression";
  if (ts.isArrowFunction(node)) return "arrow";
  if (isClassPart(node)) return "class-part";
  if (ts.isGetAccessorDeclaration(node)) return "getter";
  if (ts.isSetAccessorDeclaration(node)) return "setter";
  return ts.isConstructorDeclaration(node) ? "constructor" : "method";
}
