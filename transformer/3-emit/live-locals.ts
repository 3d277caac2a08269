// Which locals of a function have a value at a point.
import ts from "typescript";
import type { FunctionInfo } from "../1-analyze/functions.js";
import type { FrameLayout, FrameLocal, Temporaries } from "../2-lower/lower.js";
import { hasValueAt } from "../syntax/extents.js";
import { isFunctionNode } from "../syntax/nodes.js";
import { operandsOf } from "../syntax/operands.js";
import { isWrite } from "../syntax/operators.js";
import { endingNames, isCellsName, isOperandName, loopNames } from "../text/names.js";

export class LiveLocals {
  readonly #fn: ts.Node;
  readonly #locals: FrameLayout["locals"];
  readonly #temporaries: Temporaries;
  /** Mentions of the function's own intermediate values, in their order. */
  readonly #operands: readonly ts.Identifier[];

  constructor({ node }: FunctionInfo, { locals }: FrameLayout, temporaries: Temporaries) {
    this.#fn = node;
    this.#locals = locals;
    this.#temporaries = temporaries;
    this.#operands = temporaries.operands.length === 0 ? [] : findOperands(node);
  }

  /** Indexes of the locals that have their value when a frame stands at a node. */
  at(node: ts.Node): number[] {
    const kept = this.#temporaries.names.length === 0 ? NONE : this.#keptAround(node);
    return this.#locals.flatMap((local, index) => (this.#isLive(local, node, kept) ? [index] : []));
  }

  #isLive(local: FrameLocal, at: ts.Node, kept: ReadonlySet<string>): boolean {
    if (local.variable !== undefined) return hasValueAt(local.variable.binding, at, this.#fn);
    if (local.capture !== undefined || local.special !== undefined || local.name === "arguments" || isCellsName(local.name)) return true;
    return kept.has(local.name);
  }

  /** Temporaries of the unfinished expressions around a node, and what the statements around it keep. */
  #keptAround(node: ts.Node): Set<string> {
    const names = new Set<string>();
    let child = node;
    for (let at = node.parent; at !== undefined && child !== this.#fn; child = at, at = at.parent) {
      if (!ts.isStatement(at)) this.#keptBefore(at, child, names);
      else keptByStatement(at, child, names);
    }
    if (ts.isForOfStatement(node) || ts.isForInStatement(node)) for (const name of loopNames(node)) names.add(name);
    for (const name of this.#liveOperands(node)) names.add(name);
    return names;
  }

  #keptBefore(parent: ts.Node, child: ts.Node, names: Set<string>): void {
    const { nameOf } = this.#temporaries;
    const holds = (operand: ts.Node): boolean => operand.pos <= child.pos && child.end <= operand.end;
    for (const operand of operandsOf(parent)) {
      if (holds(operand)) break;
      const name = nameOf.get(operand);
      if (name !== undefined) names.add(name);
    }
    const old = ts.isBinaryExpression(parent) && parent.right === child ? nameOf.get(parent.operatorToken) : undefined;
    if (old !== undefined) names.add(old);
  }

  /**
   * Intermediate values that a frame needs which goes on from a node: those that its own statement has computed before, and those of which the
   * next mention behind it is no assignment.
   */
  #liveOperands(node: ts.Node): ReadonlySet<string> {
    if (this.#operands.length === 0) return NONE;
    let statement = node;
    while (!ts.isStatement(statement) && statement !== this.#fn) statement = statement.parent;
    const [before, around, next] = [new Set<string>(), new Set<string>(), new Map<string, ts.Identifier>()];
    for (const at of this.#operands) {
      if (at.pos < node.pos) (at.pos >= statement.pos ? around : before).add(at.text);
      if (at.pos >= node.end && !next.has(at.text)) next.set(at.text, at);
    }
    const later = [...next].flatMap(([name, mention]) => (before.has(name) && !isWrite(mention) ? [name] : []));
    return new Set([...around, ...later]);
  }
}

const NONE: ReadonlySet<string> = new Set();

function keptByStatement(at: ts.Statement, child: ts.Node, names: Set<string>): void {
  if ((ts.isForOfStatement(at) || ts.isForInStatement(at)) && child === at.statement) for (const name of loopNames(at)) names.add(name);
  if (ts.isTryStatement(at) && child === at.finallyBlock) for (const name of endingNames(at)) names.add(name);
}

function findOperands(fn: ts.Node): ts.Identifier[] {
  const found: ts.Identifier[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && isOperandName(node.text)) found.push(node);
    if (!isFunctionNode(node)) ts.forEachChild(node, visit);
  };
  ts.forEachChild(fn, visit);
  return found;
}
