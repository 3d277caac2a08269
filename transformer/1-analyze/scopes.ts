// Resolves every identifier of an emitted JavaScript file: scopes, bindings, references, and the functions they belong to.
import ts from "typescript";
import { bodyOf, boundNames, type FunctionNode, isFunctionNode, parametersOf } from "../syntax/nodes.js";
import { isWrite } from "../syntax/operators.js";

export type BindingKind = "import" | "var" | "let" | "const" | "class" | "function" | "parameter" | "catch" | "self";

export interface Reference {
  readonly node: ts.Identifier;
  readonly write: boolean;
  /** Function (or undefined for module level) in which the reference stands. */
  readonly owner: FunctionNode | undefined;
}

export interface Binding {
  readonly name: string;
  readonly kind: BindingKind;
  readonly scope: Scope;
  readonly declaration: ts.Identifier;
  /** Offset from which the binding has its value: the end of its declaration. */
  readonly ready: number;
  readonly references: Reference[];
  /** Those that assign it. */
  readonly writes: Reference[];
}

/** One lexical scope. `owner` is the function whose activation creates it; undefined at module level. */
export interface Scope {
  readonly node: ts.Node;
  readonly parent: Scope | undefined;
  readonly owner: FunctionNode | undefined;
  readonly bindings: Map<string, Binding>;
}

/** What a function body mentions besides variables; arrows pass theirs on to the function around them. */
export interface Mentions {
  this: boolean;
  arguments: boolean;
  newTarget: boolean;
  superCall: boolean;
  dynamic: boolean;
  importMeta: boolean;
}

export interface ScopeAnalysis {
  readonly module: Scope;
  /** Binding of each identifier reference and declaration; absent for globals. */
  readonly bindingOf: Map<ts.Identifier, Binding>;
  /** Those that a function declaration declares once more. */
  readonly redeclared: Set<Binding>;
  readonly scopeOf: Map<ts.Node, Scope>;
  readonly functions: readonly FunctionNode[];
  readonly parentOf: Map<FunctionNode, FunctionNode | undefined>;
  readonly mentions: Map<FunctionNode, Mentions>;
  /** Names used but bound nowhere in the file. */
  readonly globals: Set<string>;
  /** Functions in which each global name is used. */
  readonly globalUses: Map<FunctionNode | undefined, Set<string>>;
}

export function analyzeScopes(file: ts.SourceFile): ScopeAnalysis {
  return new ScopeAnalyzer(file).run();
}

const newMentions = (): Mentions => ({
  this: false,
  arguments: false,
  newTarget: false,
  superCall: false,
  dynamic: false,
  importMeta: false,
});

class ScopeAnalyzer {
  readonly #file: ts.SourceFile;
  readonly #hasVars: boolean;
  #scope: Scope;
  #owner: FunctionNode | undefined;
  readonly #result: ScopeAnalysis & { functions: FunctionNode[] };
  #assigned: ReadonlySet<string> | undefined;

  constructor(file: ts.SourceFile) {
    this.#file = file;
    this.#hasVars = /\bvar\b/.test(file.text);
    this.#scope = { node: file, parent: undefined, owner: undefined, bindings: new Map() };
    this.#result = {
      module: this.#scope,
      bindingOf: new Map(),
      redeclared: new Set(),
      scopeOf: new Map([[file, this.#scope]]),
      functions: [],
      parentOf: new Map(),
      mentions: new Map(),
      globals: new Set(),
      globalUses: new Map(),
    };
  }

  run(): ScopeAnalysis {
    this.#declareVars(this.#file);
    this.#declareBlock(this.#file.statements);
    for (const statement of this.#file.statements) this.#visit(statement);
    return this.#result;
  }

  // --- declarations ---

  #declare(identifier: ts.Identifier, kind: BindingKind, ready: number): void {
    const name = identifier.text;
    const existing = this.#scope.bindings.get(name);
    if (existing !== undefined) {
      this.#result.bindingOf.set(identifier, existing);
      if (kind === "function") this.#result.redeclared.add(existing);
      return;
    }
    const binding: Binding = { name, kind, scope: this.#scope, declaration: identifier, ready, references: [], writes: [] };
    this.#scope.bindings.set(name, binding);
    this.#result.bindingOf.set(identifier, binding);
  }

  /** `var` declarations of a whole function, wherever they stand. */
  #declareVars(root: ts.Node): void {
    if (!this.#hasVars) return;
    const visit = (node: ts.Node): void => {
      if (node !== root && isFunctionNode(node)) return;
      if (ts.isClassLike(node)) return;
      if (ts.isVariableDeclarationList(node) && (node.flags & ts.NodeFlags.BlockScoped) === 0) {
        for (const declaration of node.declarations) {
          for (const name of boundNames(declaration.name)) this.#declare(name, "var", 0);
        }
      }
      ts.forEachChild(node, visit);
    };
    visit(root);
  }

  /** Lexical declarations that stand directly in a statement list. */
  #declareBlock(statements: readonly ts.Statement[]): void {
    for (const statement of statements) {
      const inner = ts.isLabeledStatement(statement) ? statement.statement : statement;
      if (ts.isVariableStatement(inner)) this.#declareList(inner.declarationList);
      else if (ts.isFunctionDeclaration(inner) && inner.name !== undefined) this.#declare(inner.name, "function", 0);
      else if (ts.isClassDeclaration(inner) && inner.name !== undefined) this.#declare(inner.name, "class", inner.end);
      else if (ts.isImportDeclaration(inner)) this.#declareImports(inner);
    }
  }

  #declareList(list: ts.VariableDeclarationList): void {
    if ((list.flags & ts.NodeFlags.BlockScoped) === 0) return;
    const kind = (list.flags & ts.NodeFlags.Let) !== 0 ? "let" : "const";
    for (const declaration of list.declarations) {
      for (const name of boundNames(declaration.name)) this.#declare(name, kind, declaration.end);
    }
  }

  #declareImports(node: ts.ImportDeclaration): void {
    const clause = node.importClause;
    if (clause?.name !== undefined) this.#declare(clause.name, "import", 0);
    const named = clause?.namedBindings;
    if (named === undefined) return;
    if (ts.isNamespaceImport(named)) this.#declare(named.name, "import", 0);
    else for (const element of named.elements) this.#declare(element.name, "import", 0);
  }

  // --- traversal ---

  #within(node: ts.Node, action: () => void): void {
    const outer = this.#scope;
    this.#scope = { node, parent: outer, owner: this.#owner, bindings: new Map() };
    this.#result.scopeOf.set(node, this.#scope);
    action();
    this.#scope = outer;
  }

  readonly #visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) return;
    if (isFunctionNode(node)) return this.#visitFunction(node);
    if (ts.isClassLike(node)) return this.#visitClass(node);
    if (ts.isBlock(node)) return this.#within(node, () => this.#visitBlock(node.statements));
    if (ts.isCaseBlock(node)) return this.#visitCaseBlock(node);
    if (ts.isForStatement(node) || ts.isForInStatement(node) || ts.isForOfStatement(node)) return this.#visitFor(node);
    if (ts.isCatchClause(node)) return this.#visitCatch(node);
    if (ts.isIdentifier(node)) return this.#visitIdentifier(node);
    this.#note(node);
    this.#visitParts(node);
  };

  #visitBlock(statements: readonly ts.Statement[]): void {
    this.#declareBlock(statements);
    for (const statement of statements) this.#visit(statement);
  }

  #visitCaseBlock(node: ts.CaseBlock): void {
    this.#within(node, () => {
      for (const clause of node.clauses) this.#declareBlock(clause.statements);
      ts.forEachChild(node, this.#visit);
    });
  }

  #visitFor(node: ts.ForStatement | ts.ForInStatement | ts.ForOfStatement): void {
    this.#within(node, () => {
      const head = node.initializer;
      if (head !== undefined && ts.isVariableDeclarationList(head)) this.#declareList(head);
      ts.forEachChild(node, this.#visit);
    });
  }

  #visitCatch(node: ts.CatchClause): void {
    this.#within(node, () => {
      const name = node.variableDeclaration?.name;
      if (name !== undefined) for (const id of boundNames(name)) this.#declare(id, "catch", node.block.pos);
      ts.forEachChild(node, this.#visit);
    });
  }

  #visitClass(node: ts.ClassLikeDeclaration): void {
    this.#within(node, () => {
      if (node.name !== undefined && this.#hasOwnName(node)) this.#declareInside(node, node.name);
      for (const clause of node.heritageClauses ?? []) ts.forEachChild(clause, this.#visit);
      for (const member of node.members) this.#visitMember(member);
    });
  }

  /**
   * A class declaration's name is a constant inside of the class. It differs from the variable outside only where that is assigned, and
   * then relocated code has to be handed the constant. (sample `names-of-classes-within`)
   */
  #hasOwnName(node: ts.ClassLikeDeclaration): boolean {
    if (ts.isClassExpression(node)) return true;
    this.#assigned ??= findAssignedNames(this.#file);
    return node.name !== undefined && this.#assigned.has(node.name.text);
  }

  #declareInside(node: ts.ClassLikeDeclaration, name: ts.Identifier): void {
    const outside = this.#result.bindingOf.get(name);
    this.#declare(name, "self", node.end);
    if (outside !== undefined) this.#result.bindingOf.set(name, outside);
  }

  #visitMember(member: ts.ClassElement): void {
    if (member.name !== undefined && ts.isComputedPropertyName(member.name)) this.#visit(member.name.expression);
    if (isFunctionNode(member)) this.#visitFunction(member);
  }

  #visitFunction(node: FunctionNode): void {
    if (!ts.isFunctionDeclaration(node) && ts.isObjectLiteralExpression(node.parent) && node.name && ts.isComputedPropertyName(node.name)) {
      this.#visit(node.name.expression);
    }
    const outer = this.#owner;
    this.#result.functions.push(node);
    this.#result.parentOf.set(node, outer);
    this.#result.mentions.set(node, newMentions());
    this.#owner = node;
    this.#within(node, () => this.#visitFunctionParts(node));
    this.#owner = outer;
    if (ts.isArrowFunction(node)) this.#passOnMentions(node, outer);
  }

  #visitFunctionParts(node: FunctionNode): void {
    if (ts.isFunctionExpression(node) && node.name !== undefined) {
      // The name lives in a scope of its own around the parameters; a parameter or variable of that name hides it.
      this.#declare(node.name, "self", 0);
      this.#within(node, () => this.#visitParametersAndBody(node));
      this.#result.scopeOf.set(node, this.#scope);
    } else this.#visitParametersAndBody(node);
  }

  #visitParametersAndBody(node: FunctionNode): void {
    for (const parameter of parametersOf(node)) {
      for (const name of boundNames(parameter.name)) this.#declare(name, "parameter", 0);
    }
    const body = bodyOf(node);
    if (body !== undefined) this.#declareVars(body);
    if (body !== undefined && ts.isBlock(body)) {
      this.#declareBlock(body.statements);
      this.#result.scopeOf.set(body, this.#scope);
    }
    for (const parameter of parametersOf(node)) this.#visit(parameter);
    if (body === undefined) return;
    if (ts.isBlock(body)) for (const statement of body.statements) this.#visit(statement);
    else this.#visit(body);
  }

  #passOnMentions(arrow: ts.ArrowFunction, owner: FunctionNode | undefined): void {
    const target = owner && this.#result.mentions.get(owner);
    const own = this.#result.mentions.get(arrow);
    if (target === undefined || own === undefined) return;
    target.this ||= own.this;
    target.arguments ||= own.arguments;
    target.newTarget ||= own.newTarget;
    target.superCall ||= own.superCall;
  }

  // --- what a node mentions ---

  #note(node: ts.Node): void {
    const mentions = this.#owner && this.#result.mentions.get(this.#owner);
    if (mentions === undefined) return;
    if (node.kind === ts.SyntaxKind.ThisKeyword) mentions.this = true;
    else if (node.kind === ts.SyntaxKind.SuperKeyword) {
      mentions.this = true;
      if (ts.isCallExpression(node.parent) && node.parent.expression === node) mentions.superCall = true;
    } else if (ts.isMetaProperty(node)) {
      if (node.keywordToken === ts.SyntaxKind.NewKeyword) mentions.newTarget = true;
      else mentions.importMeta = true;
    } else if (ts.isWithStatement(node)) this.#markDynamic();
    else if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === "eval") this.#markDynamic();
  }

  /** `eval` and `with` see every variable around them by name: none of the functions around may be rewritten. */
  #markDynamic(): void {
    for (let fn = this.#owner; fn !== undefined; fn = this.#result.parentOf.get(fn)) {
      const mentions = this.#result.mentions.get(fn);
      if (mentions !== undefined) mentions.dynamic = true;
    }
  }

  #visitParts(node: ts.Node): void {
    if (ts.isPropertyAccessExpression(node)) {
      this.#visit(node.expression);
    } else if (ts.isPropertyAssignment(node)) {
      if (ts.isComputedPropertyName(node.name)) this.#visit(node.name.expression);
      this.#visit(node.initializer);
    } else if (ts.isBindingElement(node)) {
      if (node.propertyName !== undefined && ts.isComputedPropertyName(node.propertyName)) this.#visit(node.propertyName.expression);
      this.#visit(node.name);
      if (node.initializer !== undefined) this.#visit(node.initializer);
    } else if (ts.isLabeledStatement(node)) this.#visit(node.statement);
    else if (ts.isBreakOrContinueStatement(node) || ts.isMetaProperty(node)) return;
    else if (ts.isExportDeclaration(node)) this.#visitExport(node);
    else ts.forEachChild(node, this.#visit);
  }

  #visitExport(node: ts.ExportDeclaration): void {
    if (node.moduleSpecifier !== undefined || node.exportClause === undefined || !ts.isNamedExports(node.exportClause)) return;
    for (const element of node.exportClause.elements) {
      const local = element.propertyName ?? element.name;
      if (ts.isIdentifier(local)) this.#visitIdentifier(local);
    }
  }

  #visitIdentifier(node: ts.Identifier): void {
    if (this.#result.bindingOf.has(node)) return;
    for (let scope: Scope | undefined = this.#scope; scope !== undefined; scope = scope.parent) {
      const binding = scope.bindings.get(node.text);
      if (binding === undefined) continue;
      this.#result.bindingOf.set(node, binding);
      const reference: Reference = { node, write: isWrite(node), owner: this.#owner };
      binding.references.push(reference);
      if (reference.write) binding.writes.push(reference);
      return;
    }
    this.#noteGlobal(node);
  }

  #noteGlobal(node: ts.Identifier): void {
    const mentions = this.#owner && this.#result.mentions.get(this.#owner);
    if (node.text === "arguments" && mentions !== undefined) {
      mentions.arguments = true;
      return;
    }
    this.#result.globals.add(node.text);
    const uses = this.#result.globalUses.get(this.#owner) ?? new Set();
    uses.add(node.text);
    this.#result.globalUses.set(this.#owner, uses);
  }
}

/** Names that any assignment in a file has as its target. */
function findAssignedNames(file: ts.SourceFile): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && !names.has(node.text) && isWrite(node)) names.add(node.text);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return names;
}
