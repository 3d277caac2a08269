// Which variables a call can keep when it begins anew.
import ts from "typescript";
import { bodyOf, isFunctionNode } from "./nodes.js";

/** Declared by its own name in the function's own block: each call has one of it, and its initialiser can be left out. */
export function isKeepable(declaration: ts.VariableDeclaration): boolean {
  const statement = declaration.parent.parent;
  if (!ts.isIdentifier(declaration.name) || !ts.isVariableStatement(statement)) return false;
  const fn = statement.parent.parent;
  return fn !== undefined && isFunctionNode(fn) && bodyOf(fn) === statement.parent;
}
