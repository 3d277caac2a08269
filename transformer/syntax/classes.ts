// Where `super` and private names belong, and which classes a module evaluates exactly once.
import ts from "typescript";
import { isFunctionNode, isLoop, isWithin } from "./nodes.js";
import { isAssignment } from "./operators.js";

/** A private name, or `super`, as it is used in code of a class or object literal. */
export interface ClassValue {
  readonly name: "super" | `#${string}`;
  readonly home: ts.ClassLikeDeclaration | ts.ObjectLiteralExpression;
  /** For `super`: whether it starts from the class itself or from its prototype. */
  readonly side: "static" | "prototype";
  /** The part of the source in which the value has its meaning: the class, or (for `super`) the method. */
  readonly owner: ts.Node;
}

/** What a node means that is `super` or a private name. */
export function findClassValue(node: ts.Node): ClassValue | undefined {
  if (isSuperAccess(node)) {
    const home = findHome(node);
    return home && { name: "super", home: home.object, side: home.side, owner: home.owner };
  }
  if (!isPrivateUse(node)) return undefined;
  const home = findPrivateOwner(node);
  return home && { name: node.text as `#${string}`, home, side: "prototype", owner: home };
}

/** Whether code of `node`, printed by itself, stands outside of the part in which a value has its meaning. */
export const isForeignTo = (value: ClassValue, node: ts.Node): boolean => isWithin(node, value.owner);

/** What `super` starts from: the class (its prototype, or itself for what is static) or object literal that holds the method. */
interface Home {
  readonly object: ts.ClassLikeDeclaration | ts.ObjectLiteralExpression;
  readonly side: "static" | "prototype";
  /** The method, accessor, constructor, field or static block in which `super` has its meaning. */
  readonly owner: ts.Node;
}

function findHome(node: ts.Node): Home | undefined {
  for (let at: ts.Node = node; !ts.isSourceFile(at); at = at.parent) {
    const { parent } = at;
    const isKey = ts.isComputedPropertyName(at) || ts.isHeritageClause(at);
    if (!isKey && ts.isClassLike(parent)) return { object: parent, side: isStatic(at) ? "static" : "prototype", owner: at };
    if (!isKey && ts.isObjectLiteralExpression(parent) && isFunctionNode(at)) return { object: parent, side: "prototype", owner: at };
    if (isKey && (ts.isClassLike(parent.parent) || ts.isObjectLiteralExpression(parent.parent))) at = parent; // a key is evaluated outside
  }
  return undefined;
}

/** Whether a member belongs to the class itself. */
export const isStatic = (member: ts.Node): boolean =>
  ts.isClassStaticBlockDeclaration(member) ||
  (ts.canHaveModifiers(member) && ts.getModifiers(member)?.some((m) => m.kind === ts.SyntaxKind.StaticKeyword) === true);

/** The class that declares a private name, seen from where it is used. */
function findPrivateOwner(name: ts.PrivateIdentifier): ts.ClassLikeDeclaration | undefined {
  for (let at: ts.Node = name; !ts.isSourceFile(at); at = at.parent) {
    const { parent } = at;
    if (ts.isClassLike(parent) && !ts.isHeritageClause(at) && declaresPrivate(parent, name.text)) return parent;
  }
  return undefined;
}

const declaresPrivate = (node: ts.ClassLikeDeclaration, name: string): boolean =>
  node.members.some((member) => member.name !== undefined && ts.isPrivateIdentifier(member.name) && member.name.text === name);

export function privateNamesOf(node: ts.ClassLikeDeclaration): `#${string}`[] {
  const names = node.members.flatMap(({ name }) => (name !== undefined && ts.isPrivateIdentifier(name) ? [name.text as `#${string}`] : []));
  return [...new Set(names)];
}

/** Whether a class is evaluated at most once in the life of its module. */
export function isEvaluatedOnce(node: ts.ClassLikeDeclaration): boolean {
  for (let at: ts.Node = node.parent; !ts.isSourceFile(at); at = at.parent) {
    if (isFunctionNode(at) || isLoop(at)) return false;
  }
  return true;
}

/** `o.#x` as a private name's use, not as the declaration of a member. */
const isPrivateUse = (node: ts.Node): node is ts.PrivateIdentifier =>
  ts.isPrivateIdentifier(node) && (ts.isPropertyAccessExpression(node.parent) || ts.isBinaryExpression(node.parent));

/** `super` of `super.x` and `super[k]`. */
const isSuperAccess = (node: ts.Node): boolean => node.kind === ts.SyntaxKind.SuperKeyword && !ts.isCallExpression(node.parent);

// --- constructors of derived classes

export const isDerivedConstructor = (node: ts.Node): node is ts.ConstructorDeclaration =>
  ts.isConstructorDeclaration(node) && isDerived(node.parent);

const isDerived = (node: ts.Node): boolean =>
  ts.isClassLike(node) && node.heritageClauses?.some((clause) => clause.token === ts.SyntaxKind.ExtendsKeyword) === true;

export const isSuperCall = (node: ts.Node): node is ts.CallExpression =>
  ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.SuperKeyword;

/** The constructor of a derived class whose `this` a node means. */
export function findDerivedConstructor(node: ts.Node): ts.ConstructorDeclaration | undefined {
  for (let at = node; !ts.isSourceFile(at); at = at.parent) {
    if (isDerivedConstructor(at)) return at;
    if (isFunctionNode(at) && !ts.isArrowFunction(at)) return undefined;
  }
  return undefined;
}

/** The statement `super(…);` directly in a constructor's body, if that is its only call of `super`. */
export function findRootSuperCall({ body }: ts.ConstructorDeclaration): ts.Statement | undefined {
  const calls: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    if (isSuperCall(node)) calls.push(node);
    if (!isFunctionNode(node) || ts.isArrowFunction(node)) ts.forEachChild(node, visit);
  };
  if (body !== undefined) visit(body);
  const [only] = calls;
  return calls.length === 1 ? body?.statements.find((s) => ts.isExpressionStatement(s) && s.expression === only) : undefined;
}

/** The name that a class without one takes from where it stands; undefined where it is computed. */
export function findInferredName(node: ts.Node): string | undefined {
  const { parent } = node;
  if (ts.isClassDeclaration(node) || ts.isExportAssignment(parent)) return "default";
  if (ts.isParenthesizedExpression(parent)) return findInferredName(parent);
  if (ts.isBinaryExpression(parent) && parent.right === node && isAssignment(parent.operatorToken.kind))
    return ts.isIdentifier(parent.left) ? parent.left.text : "";
  if (ts.isVariableDeclaration(parent) || ts.isParameter(parent) || ts.isBindingElement(parent))
    return ts.isIdentifier(parent.name) ? parent.name.text : "";
  if (!ts.isPropertyAssignment(parent) && !ts.isPropertyDeclaration(parent)) return "";
  return ts.isComputedPropertyName(parent.name) ? undefined : parent.name.text;
}

/** The name by which a class is known in its own text: its own, or (`$C40`) one that it is given. */
export const ownClassName = (node: ts.ClassLikeDeclaration): string => node.name?.text ?? `$C${node.pos}`;

export const hasStaticName = (node: ts.ClassLikeDeclaration): boolean =>
  node.members.some((m) => isStatic(m) && m.name !== undefined && (ts.isComputedPropertyName(m.name) || m.name.getText() === "name"));
