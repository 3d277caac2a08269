// Loops that end after a few turns, whatever they find: an update can wait until they have, so that they need no update point.
import ts from "typescript";
import { isFunctionNode, isLoop } from "../syntax/nodes.js";
import type { CallKnowledge } from "./call-knowledge.js";
import type { ScopeAnalysis } from "./scopes.js";

/** Of a loop, with the turns of those within it. */
const MOST_TURNS = 256;
const ENDLESS = Number.POSITIVE_INFINITY;

/**
 * `for (let i = 0; i < 4; i++) sum += row[i] * column[i]`: it counts between constants, and calls nothing but `Math`. What the language calls in it
 * (a getter, a conversion) is no point in any loop. A patch that makes it longer changes its function. (sample `short-loops`, pair `short-loop-that-grows`)
 */
export class ShortLoops {
  readonly #scopes: ScopeAnalysis;
  readonly #calls: CallKnowledge;
  readonly #turns = new Map<ts.ForStatement, number>();

  constructor(scopes: ScopeAnalysis, calls: CallKnowledge) {
    this.#scopes = scopes;
    this.#calls = calls;
  }

  has(loop: ts.IterationStatement): boolean {
    return this.#turnsOf(loop) <= MOST_TURNS;
  }

  #turnsOf(loop: ts.IterationStatement): number {
    if (!ts.isForStatement(loop)) return ENDLESS;
    let turns = this.#turns.get(loop);
    if (turns === undefined) {
      turns = this.#countTurns(loop);
      if (turns <= MOST_TURNS) turns *= Math.max(1, this.#turnsWithin(loop));
      this.#turns.set(loop, turns);
    }
    return turns;
  }

  /** Turns of the loops within a node; endless where it does anything else that may take long, or makes what might. */
  #turnsWithin(node: ts.Node): number {
    let turns = 0;
    ts.forEachChild(node, (child) => {
      turns += isLoop(child) ? this.#turnsOf(child) : this.#isQuick(child) ? this.#turnsWithin(child) : ENDLESS;
    });
    return turns;
  }

  #isQuick(node: ts.Node): boolean {
    if (ts.isCallExpression(node)) return isOfMath(node.expression) && this.#calls.isLibraryCall(node);
    if (ts.isNewExpression(node) || ts.isTaggedTemplateExpression(node)) return false;
    return !(isFunctionNode(node) || ts.isClassLike(node) || ts.isAwaitExpression(node) || ts.isYieldExpression(node));
  }

  /** By the head alone. */
  #countTurns({ initializer, condition, incrementor }: ts.ForStatement): number {
    if (initializer === undefined || !ts.isVariableDeclarationList(initializer) || (initializer.flags & ts.NodeFlags.Let) === 0)
      return ENDLESS;
    if (condition === undefined || !ts.isBinaryExpression(condition) || !ts.isIdentifier(condition.left)) return ENDLESS;
    const counter = this.#scopes.bindingOf.get(condition.left);
    const declaration = initializer.declarations.find(({ name }) => name === counter?.declaration);
    const written = counter?.writes.length === 1 ? counter.writes[0] : undefined;
    const step = written && incrementor && this.#stepOf(incrementor, written.node);
    const [first, last] = [this.#valueOf(declaration?.initializer), this.#valueOf(condition.right)];
    if (step === undefined || first === undefined || last === undefined) return ENDLESS;
    const [, direction, isWithin] = /^([<>])(=?)$/.exec(ts.tokenToString(condition.operatorToken.kind) ?? "") ?? [];
    if (direction !== (step > 0 ? "<" : ">")) return ENDLESS;
    const span = (last - first) / step;
    return Math.max(0, isWithin === "" ? Math.ceil(span) : Math.floor(span) + 1);
  }

  /** What an expression adds to a counter, if that is all it does. */
  #stepOf(node: ts.Expression, counter: ts.Identifier): number | undefined {
    if (ts.isPostfixUnaryExpression(node) || ts.isPrefixUnaryExpression(node)) {
      if (node.operand !== counter) return undefined;
      return node.operator === ts.SyntaxKind.PlusPlusToken ? 1 : -1;
    }
    if (!ts.isBinaryExpression(node) || node.left !== counter) return undefined;
    const value = this.#valueOf(node.right);
    const sign = STEPS.get(node.operatorToken.kind);
    return value === undefined || value === 0 || sign === undefined ? undefined : sign * value;
  }

  /** Of a number, or the name of a constant that is one. */
  #valueOf(node: ts.Expression | undefined): number | undefined {
    if (node === undefined) return undefined;
    if (ts.isNumericLiteral(node)) return Number(node.text);
    if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.MinusToken && ts.isNumericLiteral(node.operand))
      return -Number(node.operand.text);
    const binding = ts.isIdentifier(node) ? this.#scopes.bindingOf.get(node) : undefined;
    const declaration = binding?.kind === "const" ? binding.declaration.parent : undefined;
    const value = declaration && ts.isVariableDeclaration(declaration) ? declaration.initializer : undefined;
    return value !== undefined && ts.isNumericLiteral(value) ? Number(value.text) : undefined;
  }
}

const STEPS: ReadonlyMap<ts.SyntaxKind, number> = new Map([
  [ts.SyntaxKind.PlusEqualsToken, 1],
  [ts.SyntaxKind.MinusEqualsToken, -1],
]);

const isOfMath = (callee: ts.Expression): boolean =>
  ts.isPropertyAccessExpression(callee) && ts.isIdentifier(callee.expression) && callee.expression.text === "Math";
