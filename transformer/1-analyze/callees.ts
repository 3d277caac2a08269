// Which functions of a file a call runs, as far as the file alone says so.
import ts from "typescript";
import { isStatic } from "../syntax/classes.js";
import { type FunctionNode, isClassPart } from "../syntax/nodes.js";
import { isWrite } from "../syntax/operators.js";
import type { CallKnowledge } from "./call-knowledge.js";
import type { FunctionAnalysis, FunctionInfo } from "./functions.js";
import type { ScopeAnalysis } from "./scopes.js";

export class Callees {
  readonly #functions: FunctionAnalysis;
  readonly #scopes: ScopeAnalysis;
  readonly #calls: CallKnowledge;
  #methods: ReadonlyMap<string, readonly FunctionInfo[] | undefined> | undefined;

  constructor(functions: FunctionAnalysis, scopes: ScopeAnalysis, calls: CallKnowledge) {
    this.#functions = functions;
    this.#scopes = scopes;
    this.#calls = calls;
  }

  /** All that a call may run; undefined where more may be. */
  of(call: ts.CallExpression | ts.NewExpression): readonly FunctionInfo[] | undefined {
    const callback = this.#calls.callbackOf(call);
    if (callback !== undefined) return ts.isIdentifier(callback) ? this.#ofName(callback, false) : this.#ofFunction(callback);
    const { expression: callee } = call;
    if (ts.isIdentifier(callee)) return this.#ofName(callee, ts.isNewExpression(call));
    if (ts.isNewExpression(call) || !ts.isPropertyAccessExpression(callee)) return undefined;
    return ts.isPrivateIdentifier(callee.name) ? this.#ofPrivate(callee.name) : this.#ofMethod(callee.name);
  }

  #ofName(name: ts.Identifier, isNew: boolean): readonly FunctionInfo[] | undefined {
    const binding = this.#scopes.bindingOf.get(name);
    if (binding === undefined || binding.writes.length > 0 || this.#scopes.redeclared.has(binding)) return undefined;
    const { parent } = binding.declaration;
    if (ts.isClassDeclaration(parent)) return isNew ? this.#ofClass(parent) : undefined;
    if (isNew) return undefined;
    if (ts.isFunctionDeclaration(parent)) return this.#infos([parent]);
    const value = ts.isVariableDeclaration(parent) && binding.kind === "const" ? parent.initializer : undefined;
    return value && this.#ofFunction(value);
  }

  #ofFunction(value: ts.Expression): readonly FunctionInfo[] | undefined {
    return ts.isArrowFunction(value) || ts.isFunctionExpression(value) ? this.#infos([value]) : undefined;
  }

  /** The constructor and the field initialisers of a class without a base, and without decorators, which may add to them. */
  #ofClass(node: ts.ClassDeclaration): readonly FunctionInfo[] | undefined {
    if (node.heritageClauses !== undefined || [node, ...node.members].some(isDecorated)) return undefined;
    return this.#infos(node.members.filter((m) => ts.isConstructorDeclaration(m) || (isClassPart(m) && !isStatic(m))));
  }

  /** A private method; what a private field holds is not known. */
  #ofPrivate({ text, parent }: ts.PrivateIdentifier): readonly FunctionInfo[] | undefined {
    for (let at: ts.Node = parent; !ts.isSourceFile(at); at = at.parent) {
      if (!ts.isClassLike(at)) continue;
      const found = at.members.filter((m) => m.name !== undefined && ts.isPrivateIdentifier(m.name) && m.name.text === text);
      if (found.length > 0) return found.every(ts.isMethodDeclaration) ? this.#infos(found) : undefined;
    }
    return undefined;
  }

  /** All methods of that name in the file, since a class may extend another. */
  #ofMethod(name: ts.Identifier): readonly FunctionInfo[] | undefined {
    this.#methods ??= this.#findMethods();
    const found = this.#methods.get(name.text);
    return found !== undefined && this.#calls.isOwnMethod(name) ? found : undefined;
  }

  /** By name; undefined for what is anything else somewhere: a field, an accessor, assigned. */
  #findMethods(): ReadonlyMap<string, readonly FunctionInfo[] | undefined> {
    const methods = new Map<string, FunctionInfo[] | undefined>();
    const note = (name: string, info: FunctionInfo | undefined): void => {
      const before = methods.get(name);
      if (info === undefined || (before === undefined && methods.has(name))) methods.set(name, undefined);
      else if (before === undefined) methods.set(name, [info]);
      else before.push(info);
    };
    const visit = (node: ts.Node): void => {
      if ((ts.isClassElement(node) || ts.isObjectLiteralElement(node)) && node.name !== undefined && !ts.isComputedPropertyName(node.name))
        note(node.name.text, ts.isMethodDeclaration(node) && !isDecorated(node) ? this.#functions.infoOf.get(node) : undefined);
      else if (ts.isPropertyAccessExpression(node) && isWrite(node)) note(node.name.text, undefined);
      ts.forEachChild(node, visit);
    };
    visit(this.#scopes.module.node);
    return methods;
  }

  #infos(nodes: readonly ts.Node[]): readonly FunctionInfo[] | undefined {
    const infos = nodes.flatMap((node) => this.#functions.infoOf.get(node as FunctionNode) ?? []);
    return infos.length === nodes.length ? infos : undefined;
  }
}

const isDecorated = (node: ts.Node): boolean =>
  ts.canHaveModifiers(node) && node.modifiers?.some((m) => m.kind === ts.SyntaxKind.Decorator) === true;
