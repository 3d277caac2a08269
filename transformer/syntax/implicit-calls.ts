// Where an operand is used in a way that can call the program's code, at the very position of the operand.
import ts from "typescript";
import { isAssignment, isCompound } from "./operators.js";

/**
 * Whether V8 shows a frame that waits for an implicit call (an iterator, a conversion, an accessor, a proxy's trap) at the position of
 * `node`, where it would also show the frame waiting for a call in `node` itself: `[...f()]`, `` `${f()}` ``, `f().x += 1`.
 * Seen on V8 13.6: all such uses of a call were tried with callees that note their caller's position.
 */
export function hasImplicitCallAt(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isSpreadElement(parent) || ts.isSpreadAssignment(parent) || ts.isTemplateSpan(parent) || ts.isComputedPropertyName(parent))
    return true;
  if (ts.isVariableDeclaration(parent)) return parent.initializer === node && !ts.isIdentifier(parent.name);
  if (ts.isBinaryExpression(parent)) return parent.right === node && isCompound(parent.operatorToken.kind);
  if (ts.isYieldExpression(parent)) return parent.asteriskToken !== undefined;
  return isMember(parent) && parent.expression === node && isReadAndChanged(parent);
}

const isMember = (node: ts.Node): node is ts.PropertyAccessExpression | ts.ElementAccessExpression =>
  ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node);

/** `x.y += 1`, `x.y ??= 1`, `x.y++`, `delete x.y` */
function isReadAndChanged(target: ts.Expression): boolean {
  const { parent } = target;
  if (ts.isBinaryExpression(parent)) {
    const { kind } = parent.operatorToken;
    return parent.left === target && isAssignment(kind) && kind !== ts.SyntaxKind.EqualsToken;
  }
  return ts.isDeleteExpression(parent) || ts.isPostfixUnaryExpression(parent) || ts.isPrefixUnaryExpression(parent);
}
