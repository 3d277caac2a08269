// Decides for every function of a file what it is called, what it captures, how its variables are kept, and whether it can be updated and moved.
import ts from "typescript";
import type { FunctionForm, FunctionKind, Storage } from "../../runtime/contract/build.js";
import { boundNames, type FunctionNode, isFunctionNode, isLoop } from "../syntax/nodes.js";
import { isPure } from "../syntax/values.js";
import type { Binding, Mentions, Scope, ScopeAnalysis } from "./scopes.js";

/**
 * How the emitted code keeps a variable so that the function's outermost `catch` can save it.
 * - `native`: it is visible there already (parameters, `var`)
 * - `hoist`: `let`/`const` becomes `var`
 * - `mirror`: it stays where it is, because closures of one loop iteration capture it; a `var` beside it holds the same value
 * - `box`: captured and reassigned in a loop; each iteration has a box `{ v }` of its own
 */
export type VariableMode = "native" | "hoist" | "mirror" | "box";

export interface Variable {
  readonly binding: Binding;
  readonly mode: VariableMode;
  readonly storage: Storage;
  readonly role: "parameter" | "local";
  /** Name in emitted code; differs from the source where hoisting would make two variables collide. */
  readonly emitted: string;
  /** Name of the `var` that the save code reads. */
  readonly saved: string;
}

/** Values that are not variables but that a relocated function needs from where it was written. */
export type Special = "new.target" | "arguments" | "super" | `#${string}`;

export interface FunctionInfo {
  readonly node: FunctionNode;
  readonly index: number;
  readonly id: string;
  readonly kind: FunctionKind;
  readonly form: FunctionForm;
  readonly parent: FunctionInfo | undefined;
  readonly mentions: Mentions;
  /** Variables of enclosing functions that this one (or a function inside it) uses. */
  readonly captures: readonly Binding[];
  readonly specials: readonly Special[];
  readonly variables: ReadonlyMap<Binding, Variable>;
  /** Offsets between which no frame can be rebuilt: a closure already captured a variable that has no value yet. */
  readonly frozen: readonly (readonly [start: number, end: number])[];
  readonly fixed: string | undefined;
  unmovable: string | undefined;
}

export interface FunctionAnalysis {
  readonly functions: readonly FunctionInfo[];
  readonly infoOf: ReadonlyMap<FunctionNode, FunctionInfo>;
  /** Storage of every variable of every function, for captures. */
  readonly storageOf: ReadonlyMap<Binding, Storage>;
}

/** `whole` is a reason why nothing in the file can be updated. */
export function analyzeFunctions(file: ts.SourceFile, scopes: ScopeAnalysis, whole: string | undefined): FunctionAnalysis {
  const infoOf = new Map<FunctionNode, FunctionInfo>();
  const storageOf = new Map<Binding, Storage>();
  const ids = new Map<string, number>();
  const captures = findCaptures(scopes);
  const functions = scopes.functions.map((node, index) => {
    const parentNode = scopes.parentOf.get(node);
    const parent = parentNode && infoOf.get(parentNode);
    const mentions = scopes.mentions.get(node) as Mentions;
    const fixed = whole ?? findFixed(node, parent, mentions, scopes);
    const frame = new FrameAnalyzer(file, scopes, node).run();
    const info: FunctionInfo = {
      node,
      index,
      id: uniqueId(ids, parent === undefined ? ownName(node) : `${parent.id}/${ownName(node)}`),
      kind: kindOf(node),
      form: formOf(node),
      parent,
      mentions,
      captures: captures.get(node) ?? [],
      specials: specialsOf(node, mentions),
      variables: frame.variables,
      frozen: frame.frozen,
      fixed,
      unmovable: fixed ?? frame.unmovable,
    };
    infoOf.set(node, info);
    for (const variable of frame.variables.values()) storageOf.set(variable.binding, variable.storage);
    return info;
  });
  return { functions, infoOf, storageOf };
}

// --- names and kinds ---

function uniqueId(ids: Map<string, number>, id: string): string {
  const count = (ids.get(id) ?? 0) + 1;
  ids.set(id, count);
  return count === 1 ? id : `${id}~${count}`;
}

function ownName(node: FunctionNode): string {
  if (ts.isConstructorDeclaration(node)) return `${className(node.parent)}.constructor`;
  if (ts.isClassLike(node.parent)) return `${className(node.parent)}.${accessPrefix(node)}${node.name?.getText() ?? ""}`;
  if (node.name !== undefined) return accessPrefix(node) + node.name.getText();
  return nameFromContext(node);
}

function accessPrefix(node: FunctionNode): string {
  const isStatic = ts.canHaveModifiers(node) && ts.getModifiers(node)?.some((m) => m.kind === ts.SyntaxKind.StaticKeyword);
  const access = ts.isGetAccessorDeclaration(node) ? "get " : ts.isSetAccessorDeclaration(node) ? "set " : "";
  return (isStatic ? "static " : "") + access;
}

function className(node: ts.ClassLikeDeclaration | ts.ObjectLiteralExpression): string {
  if (ts.isClassLike(node) && node.name !== undefined) return node.name.text;
  return nameFromContext(node);
}

/** A name for what has none: the variable or property it is assigned to, or the call it is handed to. */
function nameFromContext(node: ts.Node): string {
  const parent = node.parent;
  if (ts.isParenthesizedExpression(parent)) return nameFromContext(parent);
  if (ts.isVariableDeclaration(parent) && parent.initializer === node) return parent.name.getText();
  if (ts.isPropertyAssignment(parent) || ts.isPropertyDeclaration(parent)) return parent.name.getText();
  if (ts.isBinaryExpression(parent) && parent.right === node) return shortName(parent.left);
  if (ts.isCallExpression(parent) && parent.expression !== node) return `${shortName(parent.expression)}()`;
  if (ts.isNewExpression(parent)) return `new ${shortName(parent.expression)}()`;
  if (ts.isExportAssignment(parent)) return "default";
  return isFunctionNode(node) ? "function" : "class";
}

/** `app.get` of `app.get(…)`, `.reduce` of `list().reduce(…)`. */
function shortName(node: ts.Expression): string {
  if (ts.isParenthesizedExpression(node)) return shortName(node.expression);
  if (ts.isBinaryExpression(node)) return shortName(node.right);
  if (ts.isIdentifier(node)) return node.text;
  if (node.kind === ts.SyntaxKind.ThisKeyword) return "this";
  if (ts.isPropertyAccessExpression(node))
    return `${ts.isCallExpression(node.expression) ? "" : shortName(node.expression)}.${node.name.text}`;
  return "";
}

function kindOf(node: FunctionNode): FunctionKind {
  const isAsync = ts.canHaveModifiers(node) && ts.getModifiers(node)?.some((m) => m.kind === ts.SyntaxKind.AsyncKeyword) === true;
  const isGenerator = "asteriskToken" in node && node.asteriskToken !== undefined;
  if (isAsync) return isGenerator ? "async-generator" : "async";
  return isGenerator ? "generator" : "sync";
}

function formOf(node: FunctionNode): FunctionForm {
  if (ts.isFunctionDeclaration(node)) return "declaration";
  if (ts.isFunctionExpression(node)) return "expression";
  if (ts.isArrowFunction(node)) return "arrow";
  if (ts.isGetAccessorDeclaration(node)) return "getter";
  if (ts.isSetAccessorDeclaration(node)) return "setter";
  return ts.isConstructorDeclaration(node) ? "constructor" : "method";
}

// --- captures ---

/** Function-level variables each function needs from outside, in order of first use; functions inside count. */
function findCaptures(scopes: ScopeAnalysis): Map<FunctionNode, Binding[]> {
  const captures = new Map<FunctionNode, Set<Binding>>();
  const bindings = new Set(scopes.bindingOf.values());
  for (const binding of bindings) {
    const home = homeOf(binding, scopes);
    if (home === undefined && isModuleLevel(binding.scope)) continue;
    for (const { owner } of binding.references) {
      for (let fn = owner; fn !== undefined && fn !== home; fn = scopes.parentOf.get(fn)) {
        const set = captures.get(fn) ?? new Set();
        captures.set(fn, set.add(binding));
      }
    }
  }
  return new Map([...captures].map(([fn, set]) => [fn, [...set].sort((a, b) => a.declaration.pos - b.declaration.pos)]));
}

/** The name of a function expression comes from outside: only there does it stand for the function value that others hold. */
function homeOf({ kind, scope }: Binding, scopes: ScopeAnalysis): FunctionNode | undefined {
  return kind === "self" && isFunctionNode(scope.node) ? scopes.parentOf.get(scope.node) : scope.owner;
}

/** Variables of blocks at the top level of a module are reached like captures; only the outermost scope is the module's own. */
const isModuleLevel = (scope: Scope): boolean => scope.parent === undefined;

function specialsOf(node: FunctionNode, mentions: Mentions): Special[] {
  const specials: Special[] = [];
  const isArrow = ts.isArrowFunction(node);
  if (mentions.newTarget) specials.push("new.target");
  if (mentions.arguments && isArrow) specials.push("arguments");
  return specials;
}

// --- what cannot be updated ---

function findFixed(node: FunctionNode, parent: FunctionInfo | undefined, mentions: Mentions, scopes: ScopeAnalysis): string | undefined {
  if (mentions.dynamic) return "it uses eval or with, which see its variables by name";
  if (isSloppy(node)) return "it is not strict code";
  if (hasEffectsBeforeStart(node)) return "it is a generator that does more with its parameters than to name them";
  if (readsParametersEarly(node, scopes)) return "a default value of its parameters uses a parameter that has no value yet";
  if (hidesParameters(node)) return "a default value of its parameters uses a name that its body declares anew";
  if (mentions.super) return "it uses super";
  if (mentions.privateNames.size > 0) return "it uses private names";
  if (ts.isConstructorDeclaration(node) && node.parent.heritageClauses !== undefined) return "it is the constructor of a derived class";
  if (scopes.inClassPart.has(node)) return "it stands in a field initialiser or static block";
  if (parent?.fixed !== undefined && ts.isArrowFunction(node)) return `the function around it is left as it is: ${parent.fixed}`;
  return undefined;
}

/** A generator takes its parameters apart when it is called, but runs its body (and so its stub) only at the first `next()`. */
function hasEffectsBeforeStart(node: FunctionNode): boolean {
  if (kindOf(node) !== "generator" && kindOf(node) !== "async-generator") return false;
  const hasEffects = (part: ts.ParameterDeclaration | ts.ArrayBindingElement): boolean => {
    if (ts.isOmittedExpression(part)) return false;
    if (part.initializer !== undefined && !isPure(part.initializer)) return true;
    if (ts.isBindingElement(part) && part.propertyName !== undefined && ts.isComputedPropertyName(part.propertyName)) return true;
    return ts.isArrayBindingPattern(part.name) || (ts.isObjectBindingPattern(part.name) && part.name.elements.some(hasEffects));
  };
  return node.parameters.some(hasEffects);
}

/** `function f(a = b, b)` must throw, which it would not where its defaults are statements. */
function readsParametersEarly(node: FunctionNode, scopes: ScopeAnalysis): boolean {
  return node.parameters.some((parameter) =>
    [...boundNames(parameter.name)].some((name) => {
      const references = scopes.bindingOf.get(name)?.references ?? [];
      return references.some(
        (r) => r.owner === node && r.node.pos < parameter.end && (r.node.pos < name.pos || isInDefaultOf(r.node, name)),
      );
    }),
  );
}

function isInDefaultOf(node: ts.Node, name: ts.Identifier): boolean {
  const { parent } = name;
  const initializer = ts.isParameter(parent) || ts.isBindingElement(parent) ? parent.initializer : undefined;
  return initializer !== undefined && initializer.pos <= node.pos && node.end <= initializer.end;
}

/** `function f(a = x) { let x }`: the default must not meet the variable of the body, into which it would be moved. */
function hidesParameters(node: FunctionNode): boolean {
  if (
    node.body === undefined ||
    !ts.isBlock(node.body) ||
    node.parameters.every((p) => ts.isIdentifier(p.name) && p.initializer === undefined)
  )
    return false;
  const declared = new Set<string>();
  const collect = (at: ts.Node): void => {
    if (ts.isVariableDeclaration(at)) for (const name of boundNames(at.name)) declared.add(name.text);
    if ((ts.isFunctionDeclaration(at) || ts.isClassDeclaration(at)) && at.name !== undefined) declared.add(at.name.text);
    if (!isFunctionNode(at) && !ts.isClassLike(at)) ts.forEachChild(at, collect);
  };
  for (const statement of node.body.statements) collect(statement);
  let hides = false;
  const look = (at: ts.Node): void => {
    if (ts.isIdentifier(at) && declared.has(at.text)) hides = true;
    ts.forEachChild(at, look);
  };
  for (const parameter of node.parameters) look(parameter);
  return hides;
}

function isSloppy(node: FunctionNode): boolean {
  for (let at: ts.Node | undefined = node; at !== undefined; at = at.parent) {
    if (ts.isClassLike(at)) return false;
    if (ts.isSourceFile(at)) return !(ts.isExternalModule(at) || hasUseStrict(at.statements));
    if (isFunctionNode(at) && at.body !== undefined && ts.isBlock(at.body) && hasUseStrict(at.body.statements)) return false;
  }
  return true;
}

export function hasUseStrict(statements: readonly ts.Statement[]): boolean {
  for (const statement of statements) {
    if (!ts.isExpressionStatement(statement) || !ts.isStringLiteral(statement.expression)) return false;
    if (statement.expression.text === "use strict") return true;
  }
  return false;
}

// --- variables of one function ---

interface Frame {
  readonly variables: Map<Binding, Variable>;
  readonly frozen: [number, number][];
  readonly unmovable: string | undefined;
}

class FrameAnalyzer {
  readonly #file: ts.SourceFile;
  readonly #scopes: ScopeAnalysis;
  readonly #node: FunctionNode;
  readonly #frozen: [number, number][] = [];
  #unmovable: string | undefined;

  constructor(file: ts.SourceFile, scopes: ScopeAnalysis, node: FunctionNode) {
    this.#file = file;
    this.#scopes = scopes;
    this.#node = node;
  }

  run(): Frame {
    const own = [...new Set(this.#scopes.bindingOf.values())].filter(
      (b) => b.scope.owner === this.#node && !b.scope.deferred && !isClassSelf(b),
    );
    const taken = this.#takenNames(own);
    const variables = new Map<Binding, Variable>();
    for (const binding of own) if (binding.kind !== "self") variables.set(binding, this.#decide(binding, taken));
    if (this.#node.body !== undefined && declaresResources(this.#node.body)) this.#unmovable ??= "it declares variables with `using`";
    return { variables, frozen: this.#frozen, unmovable: this.#unmovable };
  }

  #decide(binding: Binding, taken: Map<string, Set<unknown>>): Variable {
    const outer = binding.references.filter((r) => r.owner !== this.#node || r.deferred);
    const written = binding.references.some((r) => r.write);
    const mode = this.#mode(binding, outer.length > 0, written);
    const shared = outer.length > 0 && (written || binding.kind === "var" || mode === "box");
    const emitted =
      mode === "hoist" && (taken.get(binding.name)?.size ?? 0) > 1 ? `${binding.name}$${binding.declaration.pos}` : binding.name;
    const saved = mode === "mirror" || mode === "box" ? `$${binding.name}$${binding.declaration.pos}` : emitted;
    const role = binding.kind === "parameter" ? "parameter" : "local";
    return { binding, mode, storage: shared ? "box" : "value", role, emitted, saved };
  }

  #mode(binding: Binding, captured: boolean, written: boolean): VariableMode {
    const { kind } = binding;
    if (kind === "var" && captured && !ts.isVariableStatement(declarationOf(binding).parent.parent))
      this.#refuse(binding, "is captured and declared with `var` in a pattern or loop head");
    if (kind === "parameter" || kind === "var") return "native";
    if (kind === "function" && ts.isCaseOrDefaultClause(binding.declaration.parent.parent))
      this.#refuse(binding, "is a function declared in a `case`");
    if (kind === "function" || kind === "class") {
      if (written) this.#refuse(binding, "is declared as a function or class and reassigned");
      if (kind === "class" && captured) this.#capturedEarly(binding);
      return "mirror";
    }
    if (kind === "const" && written) this.#refuse(binding, "is a constant that is assigned, which must throw");
    if (!captured) {
      if (this.#readEarly(binding)) this.#refuse(binding, "is used above its declaration");
      return "hoist";
    }
    const early = this.#capturedEarly(binding);
    const inLoop = this.#inLoop(binding.scope);
    if (written) {
      if (early) this.#refuse(binding, "is captured before it has a value, and reassigned");
      if (inLoop && this.#capturedInHead(binding)) this.#refuse(binding, "is captured in the head of its loop");
      return inLoop ? "box" : "hoist";
    }
    return early || inLoop ? "mirror" : "hoist";
  }

  #refuse(binding: Binding, why: string): void {
    this.#unmovable ??= `variable \`${binding.name}\` ${why}`;
  }

  /** A reference above the declaration, or in another clause of the same `switch`, would meet the temporal dead zone. */
  #readEarly(binding: Binding): boolean {
    if (binding.kind === "catch") return false;
    return binding.references.some(({ node }) => node.pos < binding.ready || isInOtherClause(node, binding));
  }

  /**
   * Whether a closure may exist before the variable has its value. `const f = () => f()` and functions that are first mentioned
   * below the declaration are harmless; otherwise the code between closure and value is closed to updates, since a rebuilt
   * frame would give the value to a new variable which the old closure does not see.
   */
  #capturedEarly(binding: Binding): boolean {
    if (binding.kind === "catch") return false;
    let early = false;
    for (const { node, owner, deferred } of binding.references) {
      if (owner === this.#node && !deferred) {
        if (node.pos < binding.ready || isInOtherClause(node, binding)) this.#refuse(binding, "is used above its declaration");
        continue;
      }
      const closure = this.#outermost(node);
      const start = closure.getStart(this.#file);
      if (start >= binding.ready || this.#exposure(closure, new Set()) >= binding.ready) {
        if (start < binding.ready && !isOwnInitializer(closure, binding)) this.#freeze(start, binding);
        continue;
      }
      early = true;
      // A rebuilt frame gives the variable its value at once: it must not be rebuilt while the program may still meet the dead zone.
      this.#frozen.push([binding.scope.node.pos, binding.ready]);
    }
    return early;
  }

  #freeze(start: number, binding: Binding): void {
    const from = ts.isFunctionDeclaration(this.#outermostAt(start)) ? binding.scope.node.pos : start;
    this.#frozen.push([from, binding.ready]);
  }

  #outermostAt(start: number): ts.Node {
    let found: ts.Node = this.#node;
    const visit = (node: ts.Node): void => {
      if (node.pos <= start && start < node.end) {
        if (node !== this.#node && (isFunctionNode(node) || ts.isClassLike(node)) && node.getStart(this.#file) === start) found = node;
        else ts.forEachChild(node, visit);
      }
    };
    visit(this.#node);
    return found;
  }

  /** The function or class directly inside this function that holds a node. */
  #outermost(node: ts.Node): ts.Node {
    let found: ts.Node = node;
    for (let at: ts.Node = node; at !== this.#node; at = at.parent) if (isFunctionNode(at) || ts.isClassLike(at)) found = at;
    return found;
  }

  /** First offset at which a closure can be called: where it is first mentioned, or where it stands when it has no name. */
  #exposure(closure: ts.Node, seen: Set<ts.Node>): number {
    if (seen.has(closure)) return Number.POSITIVE_INFINITY;
    seen.add(closure);
    const name = closureName(closure);
    const binding = name && this.#scopes.bindingOf.get(name);
    if (binding === undefined) return closure.getStart(this.#file);
    let first = Number.POSITIVE_INFINITY;
    for (const { node, owner, deferred } of binding.references) {
      const direct = owner === this.#node && !deferred;
      first = Math.min(first, direct ? node.pos : this.#exposure(this.#outermost(node), seen));
    }
    return first;
  }

  #inLoop(scope: Scope): boolean {
    for (let at: ts.Node = scope.node; at !== this.#node; at = at.parent) if (isLoop(at)) return true;
    return false;
  }

  #capturedInHead(binding: Binding): boolean {
    const loop = binding.scope.node;
    if (!isLoop(loop)) return false;
    return binding.references.some((r) => (r.owner !== this.#node || r.deferred) && r.node.pos < loop.statement.pos);
  }

  /** For each name used in the function: the different variables it stands for, seen from the function's own scope. */
  #takenNames(own: readonly Binding[]): Map<string, Set<unknown>> {
    const taken = new Map<string, Set<unknown>>();
    const take = (name: string, what: unknown): void => {
      taken.set(name, (taken.get(name) ?? new Set()).add(what));
    };
    for (const binding of own) take(binding.name, binding);
    const visit = (node: ts.Node): void => {
      if (ts.isIdentifier(node)) {
        const binding = this.#scopes.bindingOf.get(node);
        if (binding === undefined) take(node.text, "global");
        else if (!isInside(binding.scope.owner, this.#node, this.#scopes)) take(node.text, binding);
      }
      ts.forEachChild(node, visit);
    };
    visit(this.#node);
    for (const binding of own) {
      // A nested function that hides the name cannot meet the hoisted one; but one that uses the name of another own variable can.
      if (binding.kind === "self") take(binding.name, binding);
    }
    return taken;
  }
}

/** Whether a function is `outer` itself or stands inside it. */
function isInside(fn: FunctionNode | undefined, outer: FunctionNode, scopes: ScopeAnalysis): boolean {
  for (let at = fn; at !== undefined; at = scopes.parentOf.get(at)) if (at === outer) return true;
  return false;
}

/** The `VariableDeclaration` or `BindingElement` that declares a variable. */
const declarationOf = (binding: Binding): ts.Node => binding.declaration.parent;

/** In another clause of the same `switch` a variable may have no value yet. */
function isInOtherClause(node: ts.Node, { declaration }: Binding): boolean {
  const clause = clauseOf(declaration);
  return clause !== undefined && clauseOf(node, clause.parent) !== clause;
}

/** `using x = …`: leaving its block disposes of it, which leaving a saved frame must not. */
function declaresResources(body: ts.Node): boolean {
  const isUsing = (list: ts.VariableDeclarationList): boolean => (list.flags & ts.NodeFlags.Using) !== 0;
  const visit = (node: ts.Node): boolean =>
    !isFunctionNode(node) &&
    !ts.isClassLike(node) &&
    ((ts.isVariableDeclarationList(node) && isUsing(node)) || ts.forEachChild(node, (child) => visit(child) || undefined) === true);
  return visit(body);
}

const isClassSelf = (binding: Binding): boolean => binding.kind === "self" && ts.isClassLike(binding.scope.node);

function clauseOf(node: ts.Node, block?: ts.Node): ts.CaseOrDefaultClause | undefined {
  for (let at: ts.Node = node; !ts.isSourceFile(at); at = at.parent) {
    if (ts.isCaseOrDefaultClause(at) && (block === undefined || at.parent === block)) {
      return block !== undefined || isDirectDeclaration(node, at) ? at : undefined;
    }
    if (isFunctionNode(at)) return undefined;
  }
  return undefined;
}

/** Whether a declared name's scope is the case block itself. */
function isDirectDeclaration(name: ts.Node, clause: ts.CaseOrDefaultClause): boolean {
  for (let at = name.parent; at !== clause; at = at.parent) if (ts.isBlock(at) || isLoop(at) || ts.isCatchClause(at)) return false;
  return true;
}

function closureName(closure: ts.Node): ts.Identifier | undefined {
  if ((ts.isFunctionDeclaration(closure) || ts.isClassDeclaration(closure)) && closure.name !== undefined) return closure.name;
  const parent = closure.parent;
  if (ts.isVariableDeclaration(parent) && parent.initializer === closure && ts.isIdentifier(parent.name)) return parent.name;
  return undefined;
}

const isOwnInitializer = (closure: ts.Node, binding: Binding): boolean => closureName(closure) === binding.declaration;
