// What a pattern takes apart, told in the same way for declarations (`const { a = f() } = o`) and assignments (`({ a: x.y = f() } = o)`).
import ts from "typescript";
import { isMember, type Member } from "./calls.js";

export type Pattern = ts.BindingPattern | ts.ObjectLiteralExpression | ts.ArrayLiteralExpression;
export type Target = ts.Identifier | Member | Pattern;

/** One element: where its value comes from, where it goes, and what stands in for a missing one. */
export interface Part {
  /** Of an object's pattern; absent for the rest. */
  readonly key?: ts.PropertyName | undefined;
  readonly target: Target;
  readonly initializer?: ts.Expression | undefined;
  readonly isRest: boolean;
}

export const isArrayPattern = (node: ts.Node): node is ts.ArrayBindingPattern | ts.ArrayLiteralExpression =>
  ts.isArrayBindingPattern(node) || ts.isArrayLiteralExpression(node);

export const isPattern = (node: ts.Node): node is Pattern =>
  ts.isObjectBindingPattern(node) || ts.isObjectLiteralExpression(node) || isArrayPattern(node);

/** The elements of a pattern in order, undefined for holes; undefined where one of them is of a kind that is left as it is. */
export function partsOf(pattern: Pattern): (Part | undefined)[] | undefined {
  const elements: readonly ts.Node[] = ts.isObjectLiteralExpression(pattern) ? pattern.properties : pattern.elements;
  const parts: (Part | undefined)[] = [];
  for (const element of elements) {
    if (ts.isOmittedExpression(element)) parts.push(undefined);
    else {
      const part = ts.isBindingElement(element) ? boundPart(element) : assignedPart(element);
      if (part === undefined) return undefined;
      parts.push(part);
    }
  }
  return parts;
}

function boundPart(node: ts.BindingElement): Part {
  const isKeyed = ts.isObjectBindingPattern(node.parent) && node.dotDotDotToken === undefined;
  const key = isKeyed ? (node.propertyName ?? (node.name as ts.Identifier)) : undefined;
  return { key, target: node.name, initializer: node.initializer, isRest: node.dotDotDotToken !== undefined };
}

function assignedPart(node: ts.Node): Part | undefined {
  if (ts.isShorthandPropertyAssignment(node))
    return { key: node.name, target: node.name, initializer: node.objectAssignmentInitializer, isRest: false };
  if (ts.isPropertyAssignment(node)) return withTarget(node.initializer, node.name);
  if (ts.isSpreadAssignment(node) || ts.isSpreadElement(node)) {
    const target = targetOf(node.expression);
    return target && { target, isRest: true };
  }
  return ts.isExpression(node) ? withTarget(node, undefined) : undefined;
}

/** `target` or `target = initializer`. */
function withTarget(node: ts.Expression, key: ts.PropertyName | undefined): Part | undefined {
  const hasDefault = ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken;
  const target = targetOf(hasDefault ? node.left : node);
  return target && { key, target, initializer: hasDefault ? node.right : undefined, isRest: false };
}

function targetOf(node: ts.Expression): Target | undefined {
  if (ts.isParenthesizedExpression(node)) return targetOf(node.expression);
  if (isMember(node)) return node.expression.kind === ts.SyntaxKind.SuperKeyword ? undefined : node;
  return ts.isIdentifier(node) || isPattern(node) ? node : undefined;
}

/** Whether `test` holds for any expression that runs while a pattern is taken apart. */
export function someInPattern(pattern: Pattern, test: (node: ts.Node) => boolean): boolean {
  return (partsOf(pattern) ?? []).some((part) => {
    if (part === undefined) return false;
    const { key, target, initializer } = part;
    const inKey = key !== undefined && ts.isComputedPropertyName(key) && test(key.expression);
    return inKey || (initializer !== undefined && test(initializer)) || (isPattern(target) ? someInPattern(target, test) : test(target));
  });
}

/** Whether a pattern, with all patterns inside, is made of parts that can be taken one by one. */
export function canTakeApart(pattern: Pattern): boolean {
  const parts = partsOf(pattern);
  return parts?.every((part) => part === undefined || !isPattern(part.target) || canTakeApart(part.target)) === true;
}

/** Whether a pattern steps through an iterator, which has to be closed if anything fails. */
export const hasArray = (pattern: Pattern): boolean =>
  isArrayPattern(pattern) || (partsOf(pattern) ?? []).some((part) => part !== undefined && isPattern(part.target) && hasArray(part.target));
