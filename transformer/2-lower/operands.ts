// Which values of an unfinished expression must be kept while one of its calls runs, so that the rest can be computed later.
import ts from "typescript";
import type { FunctionInfo } from "../1-analyze/functions.js";
import type { FunctionPoints } from "../1-analyze/points.js";
import { isAssignment, type ScopeAnalysis } from "../1-analyze/scopes.js";

/** Temporaries of one function: the operand whose value is kept, and the name it is kept under. */
export interface Temporaries {
  /** Operand -> name. For a compound assignment the key is its operator token: the old value of the target is kept. */
  readonly nameOf: ReadonlyMap<ts.Node, string>;
  readonly names: readonly string[];
}

const logicalAssignments = new Set([
  ts.SyntaxKind.AmpersandAmpersandEqualsToken,
  ts.SyntaxKind.BarBarEqualsToken,
  ts.SyntaxKind.QuestionQuestionEqualsToken,
]);
const logicalOperators = new Set([
  ts.SyntaxKind.AmpersandAmpersandToken,
  ts.SyntaxKind.BarBarToken,
  ts.SyntaxKind.QuestionQuestionToken,
]);

export const isLogicalAssignment = (kind: ts.SyntaxKind): boolean => logicalAssignments.has(kind);
export const isLogical = (kind: ts.SyntaxKind): boolean => logicalOperators.has(kind);
export const isCompound = (kind: ts.SyntaxKind): boolean =>
  isAssignment(kind) && kind !== ts.SyntaxKind.EqualsToken && !logicalAssignments.has(kind);

/** Globals that no program reassigns: reading them again later gives the same value. */
const STEADY_GLOBALS = new Set(["Math", "Object", "Array", "JSON", "Number", "String", "Boolean", "Symbol", "Reflect", "console", "process",
  "Promise", "Map", "Set", "WeakMap", "WeakSet", "Date", "RegExp", "Error", "TypeError", "RangeError", "BigInt", "Buffer", "globalThis", "undefined", "NaN", "Infinity"]);

export function planTemporaries(info: FunctionInfo, points: FunctionPoints, scopes: ScopeAnalysis): Temporaries {
  const nameOf = new Map<ts.Node, string>();
  let count = 0;
  let most = 0;
  const keep = (node: ts.Node): void => {
    count++;
    most = Math.max(most, count);
    nameOf.set(node, `$t${count}`);
  };
  const visit = (node: ts.Node): void => {
    if (!points.rangeOf.has(node)) return;
    if (ts.isStatement(node) || ts.isVariableDeclaration(node)) count = 0;
    if (ts.isExpression(node) || ts.isTemplateSpan(node)) planNode(node);
    ts.forEachChild(node, visit);
  };
  const planNode = (node: ts.Node): void => {
    const operands = operandsOf(node);
    const last = operands.findLastIndex((operand) => points.rangeOf.has(operand));
    for (let i = 0; i < last; i++) {
      const operand = operands[i] as ts.Expression;
      if (!isSteady(operand, node, info, scopes)) keep(operand);
    }
    if (ts.isBinaryExpression(node) && isCompound(node.operatorToken.kind) && points.rangeOf.has(node.right)) {
      if (!ts.isIdentifier(node.left) || !isSteady(node.left, node.right, info, scopes)) keep(node.operatorToken);
    }
  };
  if (info.node.body !== undefined) visit(info.node.body);
  return { nameOf, names: Array.from({ length: most }, (_, i) => `$t${i + 1}`) };
}

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
  return [node.left, node.right];
}

/** The parts of a callee that are evaluated before the arguments. */
function calleeOperands(callee: ts.Expression): ts.Expression[] {
  return ts.isPropertyAccessExpression(callee) || ts.isElementAccessExpression(callee) ? targetOperands(callee) : [callee];
}

/** Object and key of an assignment target or method callee. */
export function targetOperands(target: ts.Expression): ts.Expression[] {
  if (ts.isPropertyAccessExpression(target)) return [target.expression];
  if (ts.isElementAccessExpression(target)) return [target.expression, target.argumentExpression];
  return [];
}

function propertyOperands(property: ts.ObjectLiteralElementLike): ts.Expression[] {
  if (ts.isSpreadAssignment(property)) return [property.expression];
  if (ts.isShorthandPropertyAssignment(property)) return [property.name];
  const key = property.name !== undefined && ts.isComputedPropertyName(property.name) ? [property.name.expression] : [];
  return ts.isPropertyAssignment(property) ? [...key, property.initializer] : key;
}

/** Whether reading an operand again later gives the same value without any effect. `around` is where it might be assigned. */
function isSteady(node: ts.Expression, around: ts.Node, info: FunctionInfo, scopes: ScopeAnalysis): boolean {
  if (ts.isParenthesizedExpression(node)) return isSteady(node.expression, around, info, scopes);
  if (ts.isLiteralExpression(node) || ts.isFunctionExpression(node) || ts.isArrowFunction(node) || ts.isOmittedExpression(node)) return true;
  if (node.kind === ts.SyntaxKind.ThisKeyword || node.kind === ts.SyntaxKind.SuperKeyword) return true;
  if (node.kind === ts.SyntaxKind.TrueKeyword || node.kind === ts.SyntaxKind.FalseKeyword || node.kind === ts.SyntaxKind.NullKeyword) return true;
  if (ts.isPrefixUnaryExpression(node)) return ts.isNumericLiteral(node.operand);
  if (!ts.isIdentifier(node)) return false;
  if (ts.isTemplateSpan(node.parent)) return false; // its toString() has run already
  const binding = scopes.bindingOf.get(node);
  if (binding === undefined) return STEADY_GLOBALS.has(node.text);
  const variable = info.variables.get(binding);
  if (binding.kind === "import") return ts.isCallExpression(node.parent) || ts.isPropertyAccessExpression(node.parent);
  if (variable === undefined) return !binding.references.some((r) => r.write) && binding.kind !== "var";
  if (variable.storage === "box") return false;
  return !binding.references.some((r) => r.write && r.node.pos >= around.pos && r.node.end <= around.end);
}
