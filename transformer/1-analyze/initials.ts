// Which initialisers of locals can be computed for a frame that is already running: those without effects.
import ts from "typescript";
import type { FunctionInfo } from "./functions.js";
import type { Binding, ScopeAnalysis } from "./scopes.js";

const COLLECTIONS = new Set(["Map", "Set", "WeakMap", "WeakSet", "Array"]);

/** Declarations of a function's locals whose initialiser needs nothing but constants and other locals; `let x;` begins undefined. */
export function findPureDeclarations(info: FunctionInfo, scopes: ScopeAnalysis): ts.VariableDeclaration[] {
  const found: ts.VariableDeclaration[] = [];
  const names = new Set<string>();
  for (const { binding } of info.variables.values()) {
    const { parent } = binding.declaration;
    if (!ts.isVariableDeclaration(parent) || parent.name !== binding.declaration) continue;
    if (names.has(binding.name) || !isPureDeclaration(parent, scopes)) continue;
    names.add(binding.name);
    found.push(parent);
  }
  return found;
}

function isPureDeclaration({ initializer, parent: list }: ts.VariableDeclaration, scopes: ScopeAnalysis): boolean {
  if (initializer !== undefined) return isEffectFree(initializer, scopes);
  return (list.flags & ts.NodeFlags.Let) !== 0 && ts.isVariableStatement(list.parent);
}

/** Whether a declaration's initialiser can be computed where no other local is known. */
export function needsNothing(name: ts.Identifier, scopes: ScopeAnalysis): boolean {
  const { parent } = name;
  if (!ts.isVariableDeclaration(parent) || parent.name !== name || !isPureDeclaration(parent, scopes)) return false;
  const mentionsLocal = (node: ts.Node): boolean =>
    (ts.isIdentifier(node) && scopes.bindingOf.get(node)?.scope.parent !== undefined) ||
    ts.forEachChild(node, (child) => mentionsLocal(child) || undefined) === true;
  return parent.initializer === undefined || !mentionsLocal(parent.initializer);
}

/** @param judge decides before the general rules do, where it knows more */
export function isEffectFree(node: ts.Node, scopes: ScopeAnalysis, judge?: (node: ts.Node) => boolean | undefined): boolean {
  const known = judge?.(node);
  if (known !== undefined) return known;
  const isFree = (n: ts.Node): boolean => isEffectFree(n, scopes, judge);
  const all = (nodes: readonly ts.Node[]): boolean => nodes.every(isFree);
  if (ts.isLiteralExpression(node) || ts.isOmittedExpression(node)) return true;
  if ([ts.SyntaxKind.TrueKeyword, ts.SyntaxKind.FalseKeyword, ts.SyntaxKind.NullKeyword].includes(node.kind)) return true;
  if (ts.isIdentifier(node)) return isKnownValue(scopes.bindingOf.get(node), node);
  if (ts.isParenthesizedExpression(node) || ts.isVoidExpression(node)) return isFree(node.expression);
  if (ts.isPrefixUnaryExpression(node))
    return node.operator !== ts.SyntaxKind.PlusPlusToken && node.operator !== ts.SyntaxKind.MinusMinusToken && isFree(node.operand);
  if (ts.isBinaryExpression(node)) return isPlainOperator(node.operatorToken.kind) && all([node.left, node.right]);
  if (ts.isConditionalExpression(node)) return all([node.condition, node.whenTrue, node.whenFalse]);
  if (ts.isTemplateExpression(node)) return all(node.templateSpans.map((span) => span.expression));
  if (ts.isArrayLiteralExpression(node)) return all(node.elements);
  if (ts.isObjectLiteralExpression(node))
    return node.properties.every((p) => ts.isPropertyAssignment(p) && !ts.isComputedPropertyName(p.name) && isFree(p.initializer));
  if (ts.isNewExpression(node)) {
    return (
      ts.isIdentifier(node.expression) &&
      scopes.bindingOf.get(node.expression) === undefined &&
      COLLECTIONS.has(node.expression.text) &&
      (node.arguments ?? []).every((argument) => ts.isArrayLiteralExpression(argument) && isFree(argument))
    );
  }
  return false;
}

/** Locals and module constants; a global only where it is a constant of the language. */
function isKnownValue(binding: Binding | undefined, node: ts.Identifier): boolean {
  if (binding === undefined) return ["undefined", "NaN", "Infinity"].includes(node.text);
  return binding.kind !== "import" || !ts.isCallExpression(node.parent);
}

function isPlainOperator(kind: ts.SyntaxKind): boolean {
  const isAssign = kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
  return !isAssign && kind !== ts.SyntaxKind.InKeyword && kind !== ts.SyntaxKind.InstanceOfKeyword;
}
