// Kinds of operators, and which identifiers are assigned.
import ts from "typescript";

const logicalAssignments = new Set([
  ts.SyntaxKind.AmpersandAmpersandEqualsToken,
  ts.SyntaxKind.BarBarEqualsToken,
  ts.SyntaxKind.QuestionQuestionEqualsToken,
]);
const logicalOperators = new Set([ts.SyntaxKind.AmpersandAmpersandToken, ts.SyntaxKind.BarBarToken, ts.SyntaxKind.QuestionQuestionToken]);

export const isAssignment = (kind: ts.SyntaxKind): boolean => kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
export const isLogical = (kind: ts.SyntaxKind): boolean => logicalOperators.has(kind);
export const isLogicalAssignment = (kind: ts.SyntaxKind): boolean => logicalAssignments.has(kind);
export const isCompound = (kind: ts.SyntaxKind): boolean =>
  isAssignment(kind) && kind !== ts.SyntaxKind.EqualsToken && !logicalAssignments.has(kind);

/** `+` of both `a + b` and `a += b`. */
export function getOperator(node: ts.BinaryExpression): string {
  const text = ts.tokenToString(node.operatorToken.kind) as string;
  return isCompound(node.operatorToken.kind) ? text.slice(0, -1) : text;
}

/** Whether a reference to a variable or member assigns it. */
export function isWrite(node: ts.Node): boolean {
  let child: ts.Node = node;
  let parent = node.parent;
  for (;;) {
    if (ts.isBinaryExpression(parent)) return parent.left === child && isAssignment(parent.operatorToken.kind);
    if (ts.isPrefixUnaryExpression(parent) || ts.isPostfixUnaryExpression(parent)) return isStep(parent.operator);
    if (ts.isForInStatement(parent) || ts.isForOfStatement(parent)) return parent.initializer === child;
    if (!isTargetPart(parent, child)) return false;
    child = parent;
    parent = parent.parent;
  }
}

/** Whether an assignment to `parent` assigns its part `child`: `(x) = 1`, `[x] = list`, `{ key: x } = object`. */
function isTargetPart(parent: ts.Node, child: ts.Node): boolean {
  if (ts.isPropertyAssignment(parent)) return parent.initializer === child;
  if (ts.isShorthandPropertyAssignment(parent)) return parent.name === child;
  return (
    ts.isParenthesizedExpression(parent) ||
    ts.isSpreadElement(parent) ||
    ts.isSpreadAssignment(parent) ||
    ts.isArrayLiteralExpression(parent) ||
    ts.isObjectLiteralExpression(parent)
  );
}

export const isStep = (operator: ts.SyntaxKind): boolean =>
  operator === ts.SyntaxKind.PlusPlusToken || operator === ts.SyntaxKind.MinusMinusToken;

/** `new x()`, `new x.y()`: a call in the place of the callee would be taken for the constructor. */
export function isConstructed(node: ts.Node): boolean {
  let child = node;
  while ((ts.isPropertyAccessExpression(child.parent) || ts.isElementAccessExpression(child.parent)) && child.parent.expression === child)
    child = child.parent;
  return ts.isNewExpression(child.parent) && child.parent.expression === child;
}
