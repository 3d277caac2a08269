// The parts of an expression in the order in which they are evaluated.
import ts from "typescript";
import { isAssignment, isLogical } from "./operators.js";

/** Operands of one node in the order in which they are evaluated; none where evaluation branches (`?:`, `&&`, `,`). */
export function operandsOf(node: ts.Node): ts.Expression[] {
  if (ts.isBinaryExpression(node)) return binaryOperands(node);
  if (ts.isCallExpression(node)) return [...calleeOperands(node.expression), ...node.arguments];
  if (ts.isNewExpression(node)) return [node.expression, ...(node.arguments ?? [])];
  if (ts.isElementAccessExpression(node)) return [node.expression, node.argumentExpression];
  if (ts.isArrayLiteralExpression(node)) return [...node.elements];
  if (ts.isObjectLiteralExpression(node)) return node.properties.flatMap(propertyOperands);
  if (ts.isTemplateExpression(node)) return node.templateSpans.map((span) => span.expression);
  return [];
}

function binaryOperands(node: ts.BinaryExpression): ts.Expression[] {
  const { kind } = node.operatorToken;
  if (isAssignment(kind)) return [...targetOperands(node.left), node.right];
  if (kind === ts.SyntaxKind.CommaToken || isLogical(kind)) return [];
  return ts.isPrivateIdentifier(node.left) ? [node.right] : [node.left, node.right];
}

/** The parts of a callee that are evaluated before the arguments. */
function calleeOperands(callee: ts.Expression): ts.Expression[] {
  return ts.isPropertyAccessExpression(callee) || ts.isElementAccessExpression(callee) ? targetOperands(callee) : [callee];
}

/** Object and key of an assignment target or method callee. */
function targetOperands(target: ts.Expression): ts.Expression[] {
  if (ts.isPropertyAccessExpression(target)) return [target.expression];
  if (ts.isElementAccessExpression(target)) return [target.expression, target.argumentExpression];
  return [];
}

/** Keys that are converted to a string (or symbol) as soon as they are evaluated, and would be once more when they are used again. */
export function isConvertedKey(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isComputedPropertyName(parent)) return true;
  if (!ts.isElementAccessExpression(parent) || parent.argumentExpression !== node) return false;
  return ts.isCallExpression(parent.parent) && parent.parent.expression === parent;
}

function propertyOperands(property: ts.ObjectLiteralElementLike): ts.Expression[] {
  if (ts.isSpreadAssignment(property)) return [property.expression];
  if (ts.isShorthandPropertyAssignment(property)) return [property.name];
  const key = property.name !== undefined && ts.isComputedPropertyName(property.name) ? [property.name.expression] : [];
  return ts.isPropertyAssignment(property) ? [...key, property.initializer] : key;
}
