// Questions about single syntax nodes of emitted JavaScript, answered by their kind and the nodes around them.
import ts from "typescript";

export type FunctionNode =
  | ts.FunctionDeclaration
  | ts.FunctionExpression
  | ts.ArrowFunction
  | ts.MethodDeclaration
  | ts.GetAccessorDeclaration
  | ts.SetAccessorDeclaration
  | ts.ConstructorDeclaration
  | ClassPart;

/** A field initialiser or static block: V8 runs each as code of its own, with its own `this`. */
export type ClassPart = ts.PropertyDeclaration | ts.ClassStaticBlockDeclaration;

export const isClassPart = (node: ts.Node): node is ClassPart =>
  (ts.isPropertyDeclaration(node) && node.initializer !== undefined) || ts.isClassStaticBlockDeclaration(node);

/** What runs when a function is called; of a field, its initialiser. */
export const bodyOf = (node: FunctionNode): ts.ConciseBody | undefined => (ts.isPropertyDeclaration(node) ? node.initializer : node.body);

export const parametersOf = (node: FunctionNode): readonly ts.ParameterDeclaration[] =>
  ts.isPropertyDeclaration(node) || ts.isClassStaticBlockDeclaration(node) ? [] : node.parameters;

export const isLoop = (node: ts.Node): node is ts.IterationStatement => ts.isIterationStatement(node, false);

export const isForEach = (node: ts.Node): node is ts.ForOfStatement | ts.ForInStatement =>
  ts.isForOfStatement(node) || ts.isForInStatement(node);

const FUNCTION_KINDS: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.FunctionDeclaration,
  ts.SyntaxKind.FunctionExpression,
  ts.SyntaxKind.ArrowFunction,
  ts.SyntaxKind.MethodDeclaration,
  ts.SyntaxKind.GetAccessor,
  ts.SyntaxKind.SetAccessor,
  ts.SyntaxKind.Constructor,
  ts.SyntaxKind.PropertyDeclaration,
  ts.SyntaxKind.ClassStaticBlockDeclaration,
]);

/** One look in a set, since every walk asks it of every node. */
export function isFunctionNode(node: ts.Node): node is FunctionNode {
  if (!FUNCTION_KINDS.has(node.kind)) return false;
  if (node.kind === ts.SyntaxKind.FunctionDeclaration) return (node as ts.FunctionDeclaration).body !== undefined;
  return node.kind !== ts.SyntaxKind.PropertyDeclaration || (node as ts.PropertyDeclaration).initializer !== undefined;
}

/** Names, keywords, operators, and literals without parts. */
export const isLeaf = (node: ts.Node): boolean => node.kind < ts.SyntaxKind.FirstNode;

/** The identifiers that a binding pattern (or a plain name) declares. */
export function* boundNames(name: ts.BindingName): Iterable<ts.Identifier> {
  if (ts.isIdentifier(name)) yield name;
  else for (const element of name.elements) if (ts.isBindingElement(element)) yield* boundNames(element.name);
}

export function isWithin(node: ts.Node, ancestor: ts.Node): boolean {
  for (let at: ts.Node | undefined = node; at !== undefined; at = at.parent) if (at === ancestor) return true;
  return false;
}

/** Whether a node holds a `yield` of its own function. Only nodes of generators have the flag: others need not be searched. */
export const yields = (node: ts.Node): boolean =>
  ts.isYieldExpression(node) ||
  ((node.flags & ts.NodeFlags.YieldContext) !== 0 && !isFunctionNode(node) && ts.forEachChild(node, yields) === true);

export function isInLoop(node: ts.Node): boolean {
  for (let at = node.parent; at !== undefined && !isFunctionNode(at); at = at.parent) if (isLoop(at)) return true;
  return false;
}

export function getDirectives(body: ts.Block): ts.Statement[] {
  const end = body.statements.findIndex((s) => !(ts.isExpressionStatement(s) && ts.isStringLiteral(s.expression)));
  return [...body.statements.slice(0, end < 0 ? body.statements.length : end)];
}

export const isBlockScoped = (list: ts.VariableDeclarationList): boolean => (list.flags & ts.NodeFlags.BlockScoped) !== 0;

/** The statement that a `break` or `continue` leaves; undefined where it is not in the same function. */
export function findJumpTarget(node: ts.BreakOrContinueStatement): ts.Node | undefined {
  for (let at: ts.Node = node.parent; !isFunctionNode(at) && !ts.isSourceFile(at); at = at.parent) {
    if (node.label !== undefined) {
      if (ts.isLabeledStatement(at) && at.label.text === node.label.text) return at;
    } else if (isLoop(at) || (ts.isBreakStatement(node) && ts.isSwitchStatement(at))) return at;
  }
  return undefined;
}

export function isDeclarationName(node: ts.Identifier): boolean {
  const { parent } = node;
  const declares =
    ts.isVariableDeclaration(parent) ||
    ts.isParameter(parent) ||
    ts.isBindingElement(parent) ||
    ts.isFunctionDeclaration(parent) ||
    ts.isClassLike(parent) ||
    ts.isFunctionExpression(parent);
  return declares && parent.name === node;
}

/** Whether an identifier child stands for a variable, rather than for a property, label or keyword-like name. */
export function isReferencePosition(node: ts.Identifier, parent: ts.Node): boolean {
  if (ts.isPropertyAccessExpression(parent) || ts.isMetaProperty(parent)) return parent.name !== node;
  if (ts.isPropertyAssignment(parent) || ts.isPropertyDeclaration(parent)) return parent.name !== node;
  if (ts.isLabeledStatement(parent) || ts.isBreakOrContinueStatement(parent)) return false;
  if (ts.isImportSpecifier(parent) || ts.isExportSpecifier(parent) || ts.isNamespaceExport(parent)) return false;
  return true;
}

export function skipParentheses(node: ts.Expression): ts.Expression {
  let at = node;
  while (ts.isParenthesizedExpression(at)) at = at.expression;
  return at;
}
