// Finds the largest parts of a file that every form of it shows as they are: they are copied in one piece, not printed child by child.
import ts from "typescript";
import type { Binding } from "../1-analyze/scopes.js";
import { findDerivedConstructor } from "../syntax/classes.js";
import { isFunctionNode } from "../syntax/nodes.js";
import type { LowerInput } from "./input.js";
import type { Temporaries } from "./temporaries.js";

/**
 * Such a part holds no point, no call past a stub, no kept operand, no function, no `super`, `await` or private name, and of variables only those that have the
 * same name everywhere, and no box.
 */
export function findCopied(input: LowerInput, all: Iterable<Temporaries>): ReadonlySet<ts.Node> {
  return new Finder(input, all).run();
}

class Finder {
  readonly #input: LowerInput;
  readonly #found = new Set<ts.Node>();
  readonly #printed = new Set<ts.Node>();
  readonly #steady = new Map<Binding, boolean>();
  /** Children that could be copied, of the nodes that are being visited. */
  readonly #candidates: ts.Node[] = [];

  constructor(input: LowerInput, all: Iterable<Temporaries>) {
    this.#input = input;
    for (const { pointOf } of input.points.values()) for (const node of pointOf.keys()) this.#printed.add(node);
    for (const { nameOf } of all) for (const node of nameOf.keys()) this.#printed.add(node);
  }

  run(): ReadonlySet<ts.Node> {
    this.#visit(this.#input.file);
    return this.#found;
  }

  readonly #visit = (node: ts.Node): boolean => {
    if (ts.isIdentifier(node)) return this.#isSteadyName(node) && !this.#printed.has(node);
    const first = this.#candidates.length;
    let isCopied = !isPrinted(node) && !this.#printed.has(node) && !this.#isDirectCall(node);
    ts.forEachChild(node, (child) => {
      if (!this.#visit(child)) isCopied = false;
      else if (child.kind > ts.SyntaxKind.LastToken && !ts.isIdentifier(child)) this.#candidates.push(child);
    });
    if (!isCopied) for (const child of this.#candidates.slice(first)) this.#found.add(child);
    this.#candidates.length = first;
    return isCopied;
  };

  #isDirectCall(node: ts.Node): boolean {
    if (this.#input.methods.find(node) !== undefined) return true;
    if (!ts.isCallExpression(node) || !ts.isIdentifier(node.expression)) return false;
    const binding = this.#input.scopes.bindingOf.get(node.expression);
    return binding !== undefined && this.#input.held.of.has(binding);
  }

  #isSteadyName(node: ts.Identifier): boolean {
    const binding = this.#input.scopes.bindingOf.get(node);
    if (binding === undefined) return node.text !== "arguments";
    let isSteady = this.#steady.get(binding);
    if (isSteady === undefined) {
      isSteady = this.#isSteady(binding);
      this.#steady.set(binding, isSteady);
    }
    return isSteady;
  }

  #isSteady(binding: Binding): boolean {
    const { functions, scopes, isLive } = this.#input;
    if (binding.scope === scopes.module) return !isLive(binding);
    const { owner } = binding.scope;
    const variable = owner && functions.infoOf.get(owner)?.variables.get(binding);
    if (variable === undefined) return binding.writes.length === 0 && binding.kind !== "var";
    return variable.storage === "value" && variable.emitted === binding.name && variable.saved === binding.name;
  }
}

/** What some printer shows in another way. */
function isPrinted(node: ts.Node): boolean {
  switch (node.kind) {
    case ts.SyntaxKind.ThisKeyword:
      return findDerivedConstructor(node) !== undefined;
    case ts.SyntaxKind.SuperKeyword:
    case ts.SyntaxKind.ImportKeyword:
    case ts.SyntaxKind.MetaProperty:
    case ts.SyntaxKind.PrivateIdentifier:
    case ts.SyntaxKind.AwaitExpression:
    case ts.SyntaxKind.YieldExpression:
    case ts.SyntaxKind.VariableDeclarationList:
    case ts.SyntaxKind.VariableDeclaration:
    case ts.SyntaxKind.BindingElement:
    case ts.SyntaxKind.Parameter:
    case ts.SyntaxKind.CaseBlock:
    case ts.SyntaxKind.CaseClause:
    case ts.SyntaxKind.DefaultClause:
    case ts.SyntaxKind.CatchClause:
    case ts.SyntaxKind.SourceFile:
      return true;
    case ts.SyntaxKind.ExpressionStatement:
    case ts.SyntaxKind.ThrowStatement:
      return false;
    default:
      return ts.isStatement(node) || ts.isClassLike(node) || isFunctionNode(node);
  }
}
