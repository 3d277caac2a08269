// Which values of an unfinished expression must be kept while one of its calls runs, so that the rest can be computed later.
import ts from "typescript";
import type { FunctionInfo } from "../1-analyze/functions.js";
import type { FunctionPoints } from "../1-analyze/points.js";
import type { ScopeAnalysis } from "../1-analyze/scopes.js";
import { bodyOf, isForEach, isFunctionNode } from "../syntax/nodes.js";
import { isConvertedKey, operandsOf } from "../syntax/operands.js";
import { isCompound } from "../syntax/operators.js";
import { isConstantKeyword } from "../syntax/values.js";
import { endingNames, isOperandName, loopNames } from "../text/names.js";

/** Temporaries of one function: the operand whose value is kept, and the name it is kept under. */
export interface Temporaries {
  /** Operand -> name. For a compound assignment the key is its operator token: the old value of the target is kept. */
  readonly nameOf: ReadonlyMap<ts.Node, string>;
  /** Intermediate values of constructs that were written in other words (0-simplify). */
  readonly operands: readonly string[];
  /** All names that a saved frame keeps beside the variables: also of loops and `try` statements. */
  readonly names: readonly string[];
}

/** Globals that no program reassigns: reading them again later gives the same value. */
const STEADY_GLOBALS = new Set(
  (
    "Math Object Array JSON Number String Boolean Symbol Reflect console process Promise Map Set WeakMap WeakSet Date RegExp " +
    "Error TypeError RangeError BigInt Buffer globalThis undefined NaN Infinity"
  ).split(" "),
);

/**
 * `a() + b()` is emitted as `($t1 = a()) + b()`: while `b` runs, `$t1` holds what `a` gave. A frame that goes on in `b` computes
 * `$t1 + $n()`. Names are used again by the next statement. (sample `argument-order-with-calls`)
 */
export function planTemporaries(info: FunctionInfo, points: FunctionPoints, scopes: ScopeAnalysis, module: string): Temporaries {
  const planner = new Planner(info, points, scopes, module);
  const body = bodyOf(info.node);
  if (body !== undefined) planner.visit(body);
  const operands = [...(scopes.globalUses.get(info.node) ?? [])].filter(isOperandName).sort(byNumber);
  const kept = Array.from({ length: planner.most }, (_, i) => `$t${i + 1}`);
  return { nameOf: planner.nameOf, operands, names: [...kept, ...operands, ...findStatementNames(info, points)] };
}

/** What loops and `try` statements keep. */
function findStatementNames(info: FunctionInfo, { rangeOf }: FunctionPoints): string[] {
  const names: string[] = [];
  const visit = (node: ts.Node): void => {
    if (isFunctionNode(node) || !holdsStatements(node)) return;
    if (isForEach(node)) names.push(...loopNames(node));
    if (ts.isTryStatement(node) && node.finallyBlock !== undefined && rangeOf.has(node.finallyBlock)) names.push(...endingNames(node));
    ts.forEachChild(node, visit);
  };
  const body = bodyOf(info.node);
  if (body !== undefined) visit(body);
  return names;
}

function holdsStatements(node: ts.Node): boolean {
  if (ts.isBlock(node) || ts.isCaseBlock(node) || ts.isCaseOrDefaultClause(node) || ts.isCatchClause(node)) return true;
  return ts.isStatement(node) && !ts.isClassLike(node);
}

const byNumber = (a: string, b: string): number => a.length - b.length || (a < b ? -1 : 1);

class Planner {
  readonly nameOf = new Map<ts.Node, string>();
  most = 0;
  #count = 0;
  readonly #info: FunctionInfo;
  readonly #points: FunctionPoints;
  readonly #scopes: ScopeAnalysis;
  readonly #module: string;

  constructor(info: FunctionInfo, points: FunctionPoints, scopes: ScopeAnalysis, module: string) {
    this.#module = module;
    this.#info = info;
    this.#points = points;
    this.#scopes = scopes;
  }

  readonly visit = (node: ts.Node): void => {
    if (!this.#points.rangeOf.has(node)) return;
    if (ts.isStatement(node) || ts.isVariableDeclaration(node)) this.#count = 0;
    if (ts.isExpression(node) || ts.isTemplateSpan(node)) this.#plan(node);
    ts.forEachChild(node, this.visit);
  };

  #plan(node: ts.Node): void {
    const operands = operandsOf(node);
    const last = operands.findLastIndex((operand) => this.#points.rangeOf.has(operand));
    for (const operand of operands.slice(0, Math.max(last, 0))) if (!this.#isSteady(operand, node)) this.#keep(operand);
    if (!ts.isBinaryExpression(node) || !isCompound(node.operatorToken.kind) || !this.#points.rangeOf.has(node.right)) return;
    if (!ts.isIdentifier(node.left) || !this.#isSteady(node.left, node.right)) this.#keep(node.operatorToken);
  }

  #keep(node: ts.Node): void {
    this.#count++;
    this.most = Math.max(this.most, this.#count);
    this.nameOf.set(node, `$t${this.#count}`);
  }

  /** Whether reading an operand again later gives the same value without any effect. `around` is where it might be assigned. */
  #isSteady(node: ts.Expression, around: ts.Node): boolean {
    if (isConvertedKey(node) || ts.isSpreadAssignment(node.parent)) return ts.isStringLiteral(node) || ts.isNumericLiteral(node);
    if (ts.isParenthesizedExpression(node)) return this.#isSteady(node.expression, around);
    if (ts.isLiteralExpression(node) || ts.isFunctionExpression(node) || ts.isArrowFunction(node) || ts.isOmittedExpression(node))
      return true;
    if (node.kind === ts.SyntaxKind.ThisKeyword || isSyntaxOnly(node) || isConstantKeyword(node)) return true;
    if (ts.isPrefixUnaryExpression(node)) return ts.isNumericLiteral(node.operand);
    return ts.isIdentifier(node) && this.#isSteadyName(node, around);
  }

  #isSteadyName(node: ts.Identifier, around: ts.Node): boolean {
    if (ts.isTemplateSpan(node.parent)) return false; // its toString() has run already
    const binding = this.#scopes.bindingOf.get(node);
    if (binding === undefined) return STEADY_GLOBALS.has(node.text) || isOperandName(node.text) || node.text === this.#module;
    // What it stands for may be assigned by its own module; as a callee or namespace it hardly is.
    if (binding.kind === "import")
      return (ts.isCallExpression(node.parent) || ts.isPropertyAccessExpression(node.parent)) && node.parent.expression === node;
    const variable = this.#info.variables.get(binding);
    if (variable === undefined) return binding.writes.length === 0 && binding.kind !== "var";
    if (variable.storage === "box") return false;
    return !binding.writes.some(({ node: at }) => at.pos >= around.pos && at.end <= around.end);
  }
}

/** `super` and `import` stand for no value of their own. */
const isSyntaxOnly = ({ kind }: ts.Node): boolean => kind === ts.SyntaxKind.SuperKeyword || kind === ts.SyntaxKind.ImportKeyword;
