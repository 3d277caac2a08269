// Finds the classes of a file and what each is made of: members, how fields get their values, and which of it a patch can compute anew.
import ts from "typescript";
import type { FieldInitial, MemberDescriptor } from "../../runtime/contract/build.js";
import { isEvaluatedOnce, isStatic } from "../syntax/classes.js";
import { findNaming } from "../syntax/fillings.js";
import { isFunctionNode } from "../syntax/nodes.js";
import { className, uniqueId } from "./function-names.js";
import type { FunctionAnalysis, FunctionInfo } from "./functions.js";
import { isEffectFree } from "./initials.js";
import type { Binding, Reference, ScopeAnalysis } from "./scopes.js";

/** What the TypeScript source tells of fields. */
export interface FieldKnowledge {
  isEnumMember(node: ts.PropertyAccessExpression): boolean;
  /** Members that the class has in the source, but for those that are only said to be there (`declare`, `abstract`). */
  declaredMembers(node: ts.ClassLikeDeclaration): readonly DeclaredMember[];
}

export interface DeclaredMember {
  readonly name: string;
  readonly static: boolean;
  readonly isField: boolean;
}

export interface MemberInfo {
  /** For a field that is assigned: an assignment of it, or the class. */
  readonly node: ts.Node;
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
  /** A field of the source that is none of the emitted class: code assigns it. (pair `assigned-fields`) */
  readonly assigned?: true;
}

export interface ClassInfo {
  readonly node: ts.ClassLikeDeclaration;
  readonly index: number;
  readonly id: string;
  /** Module variable that always holds it, or what its decorators made of it. */
  readonly variable: string | undefined;
  readonly isDecorated: boolean;
  /** The variable by which its own code speaks of it: with decorators `A_1`, with private static members `_a`. */
  readonly alias?: string;
  /** Statements behind it put decorators upon it or its members. */
  readonly hasDecorations: boolean;
  readonly base: ts.Expression | undefined;
  /** A base class that a patch can name: a variable or a property of one. */
  readonly isBaseNamed: boolean;
  readonly construct: FunctionInfo | undefined;
  readonly members: readonly MemberInfo[];
  /** Private names of the source that the emitted class does not have: below ES2022 TypeScript keeps them outside of it. */
  readonly loweredNames: readonly string[];
}

type ClassName = Pick<ClassInfo, "variable" | "isDecorated" | "alias">;

const NO_VARIABLE: ClassName = { variable: undefined, isDecorated: false };

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
  /** Names of classes that statements of the module put decorators upon, or upon their members. */
  readonly #decorated: ReadonlySet<string>;
  readonly #scopes: ScopeAnalysis;
  readonly #functions: FunctionAnalysis;
  readonly #knowledge: FieldKnowledge;
  readonly #ids = new Map<string, number>();
  readonly #classes: ClassInfo[] = [];

  constructor(file: ts.SourceFile, scopes: ScopeAnalysis, functions: FunctionAnalysis, knowledge: FieldKnowledge) {
    this.#file = file;
    this.#decorated = new Set(file.statements.flatMap(decoratedBy));
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
    const name = owner === undefined ? this.#variable(node) : NO_VARIABLE;
    return {
      node,
      index: this.#classes.length,
      id: uniqueId(this.#ids, owner === undefined ? className(node) : `${owner.id}/${className(node)}`),
      ...name,
      hasDecorations: name.isDecorated || (name.variable !== undefined && this.#decorated.has(name.variable)),
      base,
      isBaseNamed: base !== undefined && isNamed(base) && this.#isRelocatable(base),
      construct: construct && this.#functions.infoOf.get(construct),
      ...this.#members(node, construct, name),
    };
  }

  /**
   * `class A { }` or `const A = class { };` at module level, where nothing assigns the name; or a class with decorators, as TypeScript
   * emits it for `experimentalDecorators`: `let A = class A { }; A = __decorate([…], A);`, which may give the name another value.
   */
  #variable(node: ts.ClassLikeDeclaration): ClassName {
    const name = ts.isClassDeclaration(node) ? node.name : declaredName(node);
    const binding = name === undefined ? undefined : this.#scopes.bindingOf.get(name);
    if (binding === undefined || binding.scope.parent !== undefined) return NO_VARIABLE;
    const { writes } = binding;
    const isKept = writes.length === 0 && (binding.kind === "class" || binding.kind === "const");
    if (isKept) return { variable: binding.name, isDecorated: false, ...this.#nameWithin(binding) };
    const isDecorated = writes.length > 0 && writes.every((r) => isDecoration(r.node)) && isEvaluatedOnce(node);
    return isDecorated ? { variable: binding.name, isDecorated, ...writes.map(aliasOf)[0] } : NO_VARIABLE;
  }

  #members(
    node: ts.ClassLikeDeclaration,
    construct: ts.ConstructorDeclaration | undefined,
    { variable, alias }: ClassName,
  ): Pick<ClassInfo, "members" | "loweredNames"> {
    const declaredMembers = this.#knowledge.declaredMembers(node);
    const statics = this.#assignedStatics(node, declaredMembers, variable);
    const isNone = (member: ts.ClassElement): boolean => isAliasing(member, alias) || statics.some(({ home }) => home === member);
    const emitted = node.members.filter((member) => !isNone(member)).flatMap((member) => this.#member(member, construct));
    const unseen = declaredMembers.filter((declared) => !emitted.some((m) => m.name === declared.name && m.static === declared.static));
    const fields = unseen.filter((declared) => !declared.static && !declared.name.startsWith("#"));
    return {
      members: [
        ...emitted,
        ...fields.map((declared) => this.#assignedField(declared.name, node, construct)),
        ...statics.map(({ name, assignment }) => this.#assignedStatic(name, assignment)),
      ],
      loweredNames: unseen.flatMap(({ name }) => (name.startsWith("#") ? [name] : [])),
    };
  }

  /** With `useDefineForClassFields: false`. */
  #assignedField(name: string, node: ts.ClassLikeDeclaration, construct: ts.ConstructorDeclaration | undefined): MemberInfo {
    const [first] = this.#assignments(name, construct);
    const common = { node: first ?? construct ?? node, name, kind: "field", static: false, assigned: true } as const;
    return { ...common, ...this.#initialOf(name, construct) };
  }

  #assignedStatic(name: string, assignment: ts.BinaryExpression): MemberInfo {
    const common = { node: assignment, name, kind: "field", static: true, assigned: true } as const;
    return { ...common, ...this.#initialBy(assignment.right) };
  }

  /** `static { this.a = 1; }` within the class, `A.a = 1;` behind it. */
  #assignedStatics(node: ts.ClassLikeDeclaration, members: readonly DeclaredMember[], variable: string | undefined): AssignedStatic[] {
    const declared = members.filter((member) => member.static && member.isField);
    if (declared.length === 0) return [];
    const places = [...node.members, ...(variable === undefined ? [] : this.#file.statements)];
    return declared.flatMap(({ name }) => places.flatMap((home) => assignedStatic(home, name, variable)).slice(0, 1));
  }

  /** `_a` of `var _a; class A { … _a.#made … } _a = A;`, as TypeScript speaks of a class with private static members. */
  #nameWithin({ name }: Binding): Pick<ClassInfo, "alias"> {
    const found = this.#file.statements.map(findNaming).find((naming) => naming?.value.text === name);
    const alias = found && this.#scopes.module.bindings.get(found.name);
    return alias?.references.filter((r) => r.write).length === 1 ? { alias: alias.name } : {};
  }

  #member(node: ts.ClassElement, construct: ts.ConstructorDeclaration | undefined): MemberInfo[] {
    if (ts.isClassStaticBlockDeclaration(node)) return [{ node, name: "", kind: "block", static: true }];
    if (node.name === undefined || ts.isConstructorDeclaration(node)) return [];
    const common = { node, name: node.name.getText(this.#file), static: isStatic(node), ...this.#key(node.name) };
    const info = isFunctionNode(node) ? this.#functions.infoOf.get(node) : undefined;
    const held = info === undefined ? {} : { function: info };
    if (ts.isPropertyDeclaration(node))
      return [{ ...common, ...held, kind: "field", ...this.#initial(node, isStatic(node) ? undefined : construct) }];
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
    return initializer === undefined ? this.#initialOf(node.name.getText(this.#file), construct) : this.#initialBy(initializer);
  }

  #initialBy(value: ts.Expression): Pick<MemberInfo, "initial" | "value"> {
    if (!this.#isRelocatable(value)) return { initial: "fixed" };
    return { initial: this.#isPure(value) ? "pure" : "effects", value };
  }

  #initialOf(name: string, construct: ts.ConstructorDeclaration | undefined): Pick<MemberInfo, "initial" | "value"> {
    const [first, another] = this.#assignments(name, construct);
    if (first === undefined) return { initial: "none" };
    const value = first.right;
    const isPure = another === undefined && isAtTop(value) && this.#isRelocatable(value) && this.#isPure(value);
    return isPure ? { initial: "pure", value } : { initial: "constructor" };
  }

  #assignments(name: string, construct: ts.ConstructorDeclaration | undefined): ts.BinaryExpression[] {
    const found: ts.BinaryExpression[] = [];
    const visit = (at: ts.Node): void => {
      if (isAssignmentTo(at, name)) found.push(at);
      ts.forEachChild(at, visit);
    };
    if (construct?.body !== undefined) visit(construct.body);
    return found;
  }

  #isPure(node: ts.Expression): boolean {
    return isEffectFree(node, this.#scopes, (at) => {
      if (ts.isArrowFunction(at) || ts.isFunctionExpression(at)) return true;
      if (ts.isIdentifier(at)) return (this.#scopes.bindingOf.get(at)?.writes.length ?? 0) > 0 ? false : undefined;
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

/** The variable of `A = class { }`; TypeScript writes `let A = A_1 = class A { }` where the class speaks of itself. */
function declaredName(node: ts.ClassExpression): ts.Identifier | undefined {
  let { parent } = node;
  while (isPlainAssignment(parent)) parent = parent.parent;
  return ts.isVariableDeclaration(parent) && ts.isIdentifier(parent.name) ? parent.name : undefined;
}

const isPlainAssignment = (node: ts.Node): node is ts.BinaryExpression =>
  ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken;

/** `A = A_1 = __decorate([…], A);` */
function isDecoration({ parent }: ts.Identifier): boolean {
  let value: ts.Node = parent;
  while (isPlainAssignment(value)) value = value.right;
  return isDecorating(value);
}

/** `__decorate(…)`, `tslib.__decorate(…)`, `(0, tslib_1.__decorate)(…)` */
const isDecorating = (node: ts.Node): node is ts.CallExpression =>
  ts.isCallExpression(node) && /\b__decorate$/.test(node.expression.getText().replace(/\)$/, ""));

/** `__decorate([…], A.prototype, "m", null);` */
function decoratedBy(node: ts.Statement): string[] {
  if (!ts.isExpressionStatement(node) || !isDecorating(node.expression)) return [];
  const target = node.expression.arguments[1];
  const decorated = target !== undefined && ts.isPropertyAccessExpression(target) ? target.expression : target;
  return decorated !== undefined && ts.isIdentifier(decorated) ? [decorated.text] : [];
}

/** `A_1` of `A = A_1 = __decorate([…], A);` */
function aliasOf({ node }: Reference): Pick<ClassInfo, "alias"> {
  const value = isPlainAssignment(node.parent) ? node.parent.right : undefined;
  return value !== undefined && isPlainAssignment(value) && ts.isIdentifier(value.left) ? { alias: value.left.text } : {};
}

/** `static { A_1 = this; }`, which no source has. */
function isAliasing(member: ts.ClassElement, alias: string | undefined): boolean {
  const only = ts.isClassStaticBlockDeclaration(member) && member.body.statements.length === 1 ? member.body.statements[0] : undefined;
  const value = only !== undefined && ts.isExpressionStatement(only) ? only.expression : undefined;
  return (
    alias !== undefined &&
    value !== undefined &&
    isPlainAssignment(value) &&
    ts.isIdentifier(value.left) &&
    value.left.text === alias &&
    value.right.kind === ts.SyntaxKind.ThisKeyword
  );
}

interface AssignedStatic {
  readonly name: string;
  /** Member or statement that it makes up. */
  readonly home: ts.Node;
  readonly assignment: ts.BinaryExpression;
}

function assignedStatic(home: ts.ClassElement | ts.Statement, name: string, variable: string | undefined): AssignedStatic[] {
  const inBlock = ts.isClassStaticBlockDeclaration(home);
  const [statement, another] = inBlock ? home.body.statements : [home];
  if (statement === undefined || another !== undefined || !ts.isExpressionStatement(statement)) return [];
  const assignment = statement.expression;
  if (!isPlainAssignment(assignment) || !ts.isPropertyAccessExpression(assignment.left) || assignment.left.name.text !== name) return [];
  const { expression: object } = assignment.left;
  const isOurs = inBlock ? object.kind === ts.SyntaxKind.ThisKeyword : ts.isIdentifier(object) && object.text === variable;
  return isOurs ? [{ name, home, assignment }] : [];
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

/** `Symbol.iterator` */
export const isSymbolOfTheLanguage = (node: ts.Expression, scopes: ScopeAnalysis): boolean =>
  ts.isPropertyAccessExpression(node) &&
  ts.isIdentifier(node.expression) &&
  node.expression.text === "Symbol" &&
  scopes.bindingOf.get(node.expression) === undefined;

/** `Base`, `ns.Base` */
const isNamed = (node: ts.Expression): boolean =>
  ts.isIdentifier(node) || (ts.isPropertyAccessExpression(node) && isNamed(node.expression));
