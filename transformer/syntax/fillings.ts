// Finds what TypeScript emits for enumerations and namespaces, and other functions that run once, where they stand.
import ts from "typescript";
import type { FunctionNode } from "./nodes.js";

/** `var E; (function (E) { … })(E || (E = {}));`: the call, by the name of the variable that it fills. */
export function findFilling(name: string, file: ts.SourceFile): ts.CallExpression | undefined {
  for (const statement of file.statements)
    if (filledName(statement) === name) return (statement as ts.ExpressionStatement).expression as ts.CallExpression;
  return undefined;
}

export function filledName(statement: ts.Statement): string | undefined {
  if (!ts.isExpressionStatement(statement) || !ts.isCallExpression(statement.expression)) return undefined;
  const [argument] = statement.expression.arguments;
  const isFilling =
    argument !== undefined &&
    ts.isBinaryExpression(argument) &&
    ts.isIdentifier(argument.left) &&
    argument.operatorToken.kind === ts.SyntaxKind.BarBarToken;
  return isFilling ? (argument.left as ts.Identifier).text : undefined;
}

/** `_a = A;`, which TypeScript emits behind a class that its own text calls `_a`. */
export function findNaming(statement: ts.Statement): { readonly name: string; readonly value: ts.Identifier } | undefined {
  const given = ts.isExpressionStatement(statement) ? statement.expression : undefined;
  const isNaming =
    given !== undefined &&
    ts.isBinaryExpression(given) &&
    given.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
    ts.isIdentifier(given.left) &&
    ts.isIdentifier(given.right) &&
    /^_[a-z0-9]+$/.test(given.left.text);
  return isNaming ? { name: (given.left as ts.Identifier).text, value: given.right as ts.Identifier } : undefined;
}

/** The call of `(() => { … })()`, whose function nothing else can hold. */
export function immediateCall(node: FunctionNode): ts.CallExpression | undefined {
  let at: ts.Node = node;
  while (ts.isParenthesizedExpression(at.parent)) at = at.parent;
  return ts.isCallExpression(at.parent) && at.parent.expression === at ? at.parent : undefined;
}
