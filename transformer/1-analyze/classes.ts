// Finds the classes of a file and what each is made of: members, how fields get their values, and which of it a patch can compute anew.
import ts from "typescript";
import type { FieldInitial, MemberDescriptor } from "../../runtime/contract/build.js";
import { isFunctionNode } from "../syntax/nodes.js";
import { className } from "./function-names.js";
import type { FunctionAnalysis, FunctionInfo } from "./functions.js";
import { isEffectFree } from "./initials.js";
import type { Binding, ScopeAnalysis } from "./scopes.js";

/** What types tell of fields. */
export interface FieldKnowledge {
  isEnumMember(node: ts.PropertyAccessExpression): boolean;
}

export interface MemberInfo {
  readonly node: ts.ClassElement;
  /** As written; empty for a static block. */
  readonly name: string;
  readonly kind: MemberDescriptor["kind"];
  readonly static: boolean;
  readonly function?: FunctionInfo;
  /** How a field gets its first value, and the expression that gives it. */
  readonly initial?: FieldInitial;
  readonly value?: ts.Expression;
  /** A key other than a name, where it can be computed at any time. */
  readonly key?: ts.Expression;
  readonly unkeyed?: true;
}

export interface ClassInfo {
  readonly node: ts.ClassLikeDeclaration;
  readonly index: number;
  readonly id: string;
  /** Module variable that always holds it. */
  readonly variable: string | undefined;
  readonly base: ts.Expression | undefined;
  /** A base class that a patch can name: a variable or a property of one. */
  readonly isBaseNamed: boolean;
  readonly construct: FunctionInfo | undefined;
  readonly members: readonly MemberInfo[];
}

export function analyzeClasses(
  file: ts.SourceFile,
  scopes: ScopeAnalysis,
  functions: FunctionAnalysis,
  knowledge: FieldKnowledge,
): ClassInfo[] {
  return new ClassAnalyzer(file, scopes, functions, knowledge).run();
}

class ClassAnalyzer {
  readonly #file: ts.SourceFile;
  readonly #scopes: ScopeAnalysis;
  readonly #functions: FunctionAnalysis;
  readonly #knowledge: FieldKnowledge;
  readonly #ids = new Map<string, number>();
  readonly #classes: ClassInfo[] = [];

  constructor(file: ts.SourceFile, scopes: ScopeAnalysis, functions: FunctionAnalysis, knowledge: FieldKnowledge) {
    this.#file = file;
    this.#scopes = scopes;
    this.#functions = functions;
    this.#knowledge = knowledge;
  }

  run(): ClassInfo[] {
    const visit = (node: ts.Node, owner: FunctionInfo | undefined): void => {
      if (ts.isClassLike(node)) this.#classes.push(this.#describe(node, owner));
      const inner = isFunctionNode(node) ? this.#functions.infoOf.get(node) : owner;
      ts.forEachChild(node, (child) => visit(child, inner));
    };
    visit(this.#file, undefined);
    return this.#classes;
  }

  #describe(node: ts.ClassLikeDeclaration, owner: FunctionInfo | undefined): ClassInfo {
    const construct = node.members.find((m): m is ts.ConstructorDeclaration => ts.isConstructorDeclaration(m) && m.body !== undefined);
    const base = node.heritageClauses?.[0]?.types[0]?.expression;
    return {
      node,
      index: this.#classes.length,
      id: this.#id(owner === undefined ? className(node) : `${owner.id}/${className(node)}`),
      variable: owner === undefined ? this.#variable(node) : undefined,
      base,
      isBaseNamed: base !== undefined && isNamed(base) && this.#isRelocatable(base),
      construct: construct && this.#functions.infoOf.get(construct),
      members: node.members.flatMap((member) => this.#member(member, construct)),
    };
  }

  #id(id: string): string {
    const count = (this.#ids.get(id) ?? 0) + 1;
    this.#ids.set(id, count);
    return count === 1 ? id : `${id}~${count}`;
  }

  /** `class A { }` or `const A = class { };` at module level, where nothing assigns the name. */
  #variable(node: ts.ClassLikeDeclaration): string | undefined {
    const { parent } = node;
    const name = ts.isClassDeclaration(node) ? node.name : ts.isVariableDeclaration(parent) ? parent.name : undefined;
    const binding = name !== undefined && ts.isIdentifier(name) ? this.#scopes.bindingOf.get(name) : undefined;
    const isOwn = binding !== undefined && binding.scope.parent === undefined && !binding.references.some((r) => r.write);
    return isOwn && (binding.kind === "class" || binding.kind === "const") ? binding.name : undefined;
  }

  #member(node: ts.ClassElement, construct: ts.ConstructorDeclaration | undefined): MemberInfo[] {
    const isStatic = ts.canHaveModifiers(node) && ts.getModifiers(node)?.some((m) => m.kind === ts.SyntaxKind.StaticKeyword) === true;
    if (ts.isClassStaticBlockDeclaration(node)) return [{ node, name: "", kind: "block", static: true }];
    if (node.name === undefined || ts.isConstructorDeclaration(node)) return [];
    const common = { node, name: node.name.getText(this.#file), static: isStatic, ...this.#key(node.name) };
    const info = isFunctionNode(node) ? this.#functions.infoOf.get(node) : undefined;
    const held = info === undefined ? {} : { function: info };
    if (ts.isPropertyDeclaration(node))
      return [{ ...common, ...held, kind: "field", ...this.#initial(node, isStatic ? undefined : construct) }];
    if (!isFunctionNode(node)) return [];
    const kind = ts.isGetAccessorDeclaration(node) ? "getter" : ts.isSetAccessorDeclaration(node) ? "setter" : "method";
    return [{ ...common, ...held, kind }];
  }

  #key(name: ts.PropertyName): Pick<MemberInfo, "key" | "unkeyed"> {
    if (ts.isIdentifier(name) || ts.isPrivateIdentifier(name)) return {};
    if (!ts.isComputedPropertyName(name)) return { key: name as ts.Expression };
    const { expression } = name;
    const isConstant = isSymbolOfTheLanguage(expression, this.#scopes) || this.#isPure(expression);
    return isConstant && this.#isRelocatable(expression) ? { key: expression } : { unkeyed: true };
  }

  /** A field without an initialiser gets its value from the constructor, if at all. */
  #initial(node: ts.PropertyDeclaration, construct: ts.ConstructorDeclaration | undefined): Pick<MemberInfo, "initial" | "value"> {
    const { initializer } = node;
    if (initializer !== undefined) {
      if (!this.#isRelocatable(initializer)) return { initial: "fixed" };
      return { initial: this.#isPure(initializer) ? "pure" : "effects", value: initializer };
    }
    const [value, another] = this.#assignments(node, construct);
    if (value === undefined) return { initial: "none" };
    const isPure = another === undefined && isAtTop(value) && this.#isRelocatable(value) && this.#isPure(value);
    return isPure ? { initial: "pure", value } : { initial: "constructor" };
  }

  #assignments(node: ts.PropertyDeclaration, construct: ts.ConstructorDeclaration | undefined): ts.Expression[] {
    const found: ts.Expression[] = [];
    const visit = (at: ts.Node): void => {
      if (isAssignmentTo(at, node.name.getText(this.#file))) found.push(at.right);
      ts.forEachChild(at, visit);
    };
    if (construct?.body !== undefined) visit(construct.body);
    return found;
  }

  #isPure(node: ts.Expression): boolean {
    return isEffectFree(node, this.#scopes, (at) => {
      if (ts.isArrowFunction(at) || ts.isFunctionExpression(at)) return true;
      if (ts.isIdentifier(at)) return this.#scopes.bindingOf.get(at)?.references.some((r) => r.write) === true ? false : undefined;
      return ts.isPropertyAccessExpression(at) && ts.isIdentifier(at.expression) && this.#knowledge.isEnumMember(at) ? true : undefined;
    });
  }

  /** Whether an expression means the same outside of its class: it needs nothing but the module's names and `this`. */
  #isRelocatable(root: ts.Expression): boolean {
    const isOwn = (binding: Binding | undefined): boolean =>
      binding === undefined ||
      binding.scope.parent === undefined ||
      (binding.declaration.pos >= root.pos && binding.declaration.end <= root.end);
    const visit = (node: ts.Node): boolean => {
      if (ts.isPrivateIdentifier(node) || node.kind === ts.SyntaxKind.SuperKeyword || ts.isMetaProperty(node)) return false;
      if (ts.isIdentifier(node) && !isOwn(this.#scopes.bindingOf.get(node))) return false;
      return ts.forEachChild(node, (child) => !visit(child) || undefined) !== true;
    };
    return visit(root);
  }
}

function isAssignmentTo(node: ts.Node, name: string): node is ts.BinaryExpression {
  return (
    ts.isBinaryExpression(node) &&
    node.operatorToken.kind >= ts.SyntaxKind.FirstAssignment &&
    node.operatorToken.kind <= ts.SyntaxKind.LastAssignment &&
    ts.isPropertyAccessExpression(node.left) &&
    node.left.expression.kind === ts.SyntaxKind.ThisKeyword &&
    node.left.name.text === name
  );
}

/** `this.a = …;` as a statement of the constructor itself, which every new object passes. */
function isAtTop(value: ts.Expression): boolean {
  const assignment = value.parent as ts.BinaryExpression;
  const statement = assignment.parent;
  return (
    assignment.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
    ts.isExpressionStatement(statement) &&
    ts.isBlock(statement.parent) &&
    ts.isConstructorDeclaration(statement.parent.parent)
  );
}

const isSymbolOfTheLanguage = (node: ts.Expression, scopes: ScopeAnalysis): boolean =>
  ts.isPropertyAccessExpression(node) &&
  ts.isIdentifier(node.expression) &&
  node.expression.text === "Symbol" &&
  scopes.bindingOf.get(node.expression) === undefined;

/** `Base`, `ns.Base` */
const isNamed = (node: ts.Expression): boolean =>
  ts.isIdentifier(node) || (ts.isPropertyAccessExpression(node) && isNamed(node.expression));
