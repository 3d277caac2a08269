// Finds the places of a function where a frame can stand while the program is updated, and the places where it cannot.
import ts from "typescript";
import type { PointKind } from "../../runtime/contract/build.js";
import { isDerivedConstructor } from "../syntax/classes.js";
import { hasImplicitCallAt } from "../syntax/implicit-calls.js";
import { bodyOf, type FunctionNode, isClassPart, isFunctionNode, isLoop } from "../syntax/nodes.js";
import type { CallKnowledge } from "./call-knowledge.js";
import type { FunctionInfo } from "./functions.js";
import type { Leaves } from "./leaves.js";
import type { ScopeAnalysis } from "./scopes.js";
import type { ShortLoops } from "./short-loops.js";

export interface Point {
  readonly id: number;
  readonly kind: PointKind;
  /** The loop, call, `await`, `yield`, or (for an entry point) the function. */
  readonly node: ts.Node;
  readonly label?: string;
  /** Its result is used in a way that can call the program's code, but is known to be primitive. */
  readonly isPrimitive?: boolean;
  /** Calls before it in its function that are no points. */
  readonly skipped: number;
}

export interface FunctionPoints {
  readonly points: readonly Point[];
  readonly pointOf: ReadonlyMap<ts.Node, Point>;
  /** Smallest and largest point id within a node's subtree; absent where there is none. */
  readonly rangeOf: ReadonlyMap<ts.Node, readonly [first: number, last: number]>;
}

const NONE: FunctionPoints = { points: [], pointOf: new Map(), rangeOf: new Map() };

export function analyzePoints(
  info: FunctionInfo,
  recursive: ReadonlySet<FunctionNode>,
  leaves: Leaves,
  calls: CallKnowledge,
  shortLoops: ShortLoops,
): FunctionPoints {
  if (info.unmovable !== undefined || leaves.functions.has(info.node)) return NONE;
  return new PointCollector(info, leaves, calls, shortLoops).run(recursive.has(info.node));
}

class PointCollector {
  readonly #info: FunctionInfo;
  readonly #leaves: Leaves;
  readonly #calls: CallKnowledge;
  readonly #shortLoops: ShortLoops;
  #skipped = 0;
  readonly #points: Point[] = [];
  readonly #pointOf = new Map<ts.Node, Point>();
  readonly #rangeOf = new Map<ts.Node, readonly [number, number]>();

  constructor(info: FunctionInfo, leaves: Leaves, calls: CallKnowledge, shortLoops: ShortLoops) {
    this.#info = info;
    this.#leaves = leaves;
    this.#calls = calls;
    this.#shortLoops = shortLoops;
  }

  run(recursive: boolean): FunctionPoints {
    const { node } = this.#info;
    const body = bodyOf(node);
    if (recursive && body !== undefined && !isDerivedConstructor(node) && !this.#isFrozen(body)) this.#add("entry", node);
    if (body !== undefined) this.#visit(body);
    return { points: this.#points, pointOf: this.#pointOf, rangeOf: this.#rangeOf };
  }

  #add(kind: PointKind, node: ts.Node, label?: string, isPrimitive = false): void {
    const point: Point = {
      id: this.#points.length + 1,
      kind,
      node,
      isPrimitive,
      skipped: this.#skipped,
      ...(label === undefined ? {} : { label }),
    };
    this.#points.push(point);
    this.#pointOf.set(node, point);
  }

  readonly #visit = (node: ts.Node): void => {
    if (isFunctionNode(node) || isClosed(node)) return;
    const first = this.#points.length + 1;
    if (isLoop(node)) this.#visitLoop(node);
    else {
      this.#visitParts(node);
      this.#visitSelf(node);
    }
    const last = this.#points.length;
    if (last >= first) this.#rangeOf.set(node, [first, last]);
  };

  #visitParts(node: ts.Node): void {
    if (ts.isVariableDeclaration(node)) {
      if (node.initializer !== undefined) this.#visit(node.initializer);
    } else if (ts.isBinaryExpression(node) && isPatternAssignment(node)) this.#visit(node.right);
    else if (ts.isTryStatement(node)) this.#visitTry(node);
    else if (ts.isCaseClause(node)) for (const statement of node.statements) this.#visit(statement);
    else ts.forEachChild(node, this.#visit);
  }

  #visitSelf(node: ts.Node): void {
    if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
      if (this.#isCallPoint(node)) this.#add("call", node, labelOf(node), hasImplicitCallAt(node) && this.#calls.givesPrimitive(node));
      else this.#skipped++;
    } else if ((ts.isAwaitExpression(node) || ts.isYieldExpression(node)) && !this.#isFrozen(node)) {
      this.#add(ts.isAwaitExpression(node) ? "await" : "yield", node);
    }
  }

  /** What was awaited may be rejected: the frame then goes on in a `catch` or `finally` block, perhaps after an update. */
  #visitTry(node: ts.TryStatement): void {
    const first = this.#points.length + 1;
    this.#visit(node.tryBlock);
    const clause = node.catchClause;
    if (clause !== undefined) this.#visitHandler("catch", clause.block, this.#info.kind !== "sync");
    const { finallyBlock } = node;
    const isArrived = this.#points.slice(first - 1).some(({ node: at }) => isSuspension(at));
    if (finallyBlock !== undefined) this.#visitHandler("finally", finallyBlock, isArrived);
  }

  #visitHandler(kind: "catch" | "finally", block: ts.Block, isArrived: boolean): void {
    const first = this.#points.length + 1;
    if (isArrived && !this.#isFrozen(block)) this.#add(kind, block);
    this.#visit(block);
    if (this.#points.length >= first) this.#rangeOf.set(block, [first, this.#points.length]);
  }

  #visitLoop(node: ts.IterationStatement): void {
    if (ts.isForStatement(node)) {
      for (const part of [node.initializer, node.condition, node.incrementor]) if (part !== undefined) this.#visit(part);
    } else if (ts.isForOfStatement(node) || ts.isForInStatement(node)) this.#visit(node.expression);
    else if (ts.isWhileStatement(node)) this.#visit(node.expression);
    if (!this.#isFrozen(node.statement) && !this.#shortLoops.has(node))
      this.#add(ts.isForOfStatement(node) && node.awaitModifier !== undefined ? "await" : "loop", node);
    this.#visit(node.statement);
    if (ts.isDoStatement(node)) this.#visit(node.expression);
  }

  #isCallPoint(call: ts.CallExpression | ts.NewExpression): boolean {
    const callee = call.expression;
    if (callee.kind === ts.SyntaxKind.ImportKeyword) return false;
    if (this.#isFrozen(call) || isInsideChainTest(call)) return false;
    const helper = this.#calls.helperOf(call);
    return helper === undefined ? !this.#calls.isLibraryCall(call) && !this.#leaves.isLeafCall(call) : helper === "invocation";
  }

  #isFrozen(node: ts.Node): boolean {
    return this.#info.frozen.some(([start, end]) => node.pos >= start - 1 && node.pos < end);
  }
}

/** Parts of the language whose unfinished state no saved frame can hold yet: a frame that stands there waits until it has left. */
function isClosed(node: ts.Node): boolean {
  if (ts.isClassLike(node)) return true;
  if (ts.isTaggedTemplateExpression(node)) return true;
  return ts.isBindingElement(node) || ts.isParameter(node);
}

/** Where a function gives up the thread; the head of a `for await` loop is its loop's point. */
const isSuspension = (node: ts.Node): boolean =>
  ts.isAwaitExpression(node) || ts.isYieldExpression(node) || (ts.isForOfStatement(node) && node.awaitModifier !== undefined);

const isPatternAssignment = (node: ts.BinaryExpression): boolean =>
  node.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
  (ts.isObjectLiteralExpression(node.left) || ts.isArrayLiteralExpression(node.left));

/** A call in the arguments of a later link of `a?.b.c(call())`: the chain so far cannot be kept apart from its short cut. */
function isInsideChainTest(call: ts.Node): boolean {
  let child = call;
  for (let at: ts.Node = call.parent; ts.isExpression(at) && !isFunctionNode(at); child = at, at = at.parent) {
    if (!ts.isCallExpression(at) && !ts.isElementAccessExpression(at)) continue;
    if (at.expression !== child && isChainLink(at.expression)) return true;
  }
  return false;
}

/** `a?.b.c`, as the callee or object of a further link: its object part is itself optional. */
function isChainLink(callee: ts.Expression): boolean {
  if (!ts.isPropertyAccessExpression(callee) && !ts.isElementAccessExpression(callee)) return false;
  return isOptional(callee.expression);
}

function isOptional(node: ts.Expression): boolean {
  if (!ts.isPropertyAccessExpression(node) && !ts.isElementAccessExpression(node) && !ts.isCallExpression(node)) return false;
  return node.questionDotToken !== undefined || isOptional(node.expression);
}

/** The label of `updatePoint("label")`. */
function labelOf(call: ts.CallExpression | ts.NewExpression): string | undefined {
  if (!ts.isCallExpression(call) || !/(^|\.)updatePoint\)?$/.test(call.expression.getText())) return undefined;
  const [argument] = call.arguments;
  return argument !== undefined && ts.isStringLiteral(argument) ? argument.text : undefined;
}

/** Functions that may call themselves, directly or through others of the file, judged by the names they call. */
export function findRecursive(functions: readonly FunctionInfo[], scopes: ScopeAnalysis): ReadonlySet<FunctionNode> {
  const called = new Map<FunctionNode, Set<string>>();
  for (const { node } of functions) called.set(node, calledNames(node));
  const byName = new Map<string, FunctionNode[]>();
  for (const { node } of functions) {
    const name = shortName(node);
    if (name !== undefined) byName.set(name, [...(byName.get(name) ?? []), node]);
  }
  const edges = new Map(functions.map(({ node }) => [node, [...(called.get(node) ?? [])].flatMap((name) => byName.get(name) ?? [])]));
  for (const { node } of functions) {
    const parent = scopes.parentOf.get(node);
    // A function created inside may be called by whatever it was handed to.
    if (parent !== undefined) edges.get(parent)?.push(node);
  }
  return findCycles(edges);
}

function calledNames(fn: FunctionNode): Set<string> {
  const names = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (node !== fn && isFunctionNode(node)) return;
    if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
      const name = calleeName(node.expression);
      if (name !== undefined) names.add(name);
    }
    ts.forEachChild(node, visit);
  };
  visit(fn);
  return names;
}

function calleeName(callee: ts.Expression): string | undefined {
  if (ts.isParenthesizedExpression(callee)) return calleeName(callee.expression);
  if (ts.isIdentifier(callee)) return callee.text;
  if (ts.isPropertyAccessExpression(callee)) return callee.name.text;
  if (ts.isBinaryExpression(callee)) return calleeName(callee.right);
  return undefined;
}

function shortName(node: FunctionNode): string | undefined {
  if (ts.isConstructorDeclaration(node)) return node.parent.name?.text;
  if (isClassPart(node)) return undefined;
  if (node.name !== undefined) return ts.isIdentifier(node.name) || ts.isPrivateIdentifier(node.name) ? node.name.text : undefined;
  const { parent } = node;
  if (ts.isVariableDeclaration(parent) && ts.isIdentifier(parent.name)) return parent.name.text;
  if ((ts.isPropertyAssignment(parent) || ts.isPropertyDeclaration(parent)) && ts.isIdentifier(parent.name)) return parent.name.text;
  if (ts.isBinaryExpression(parent)) return calleeName(parent.left);
  return undefined;
}

/** Tarjan's strongly connected components, without recursion: files may call very deep. */
function findCycles(edges: ReadonlyMap<FunctionNode, readonly FunctionNode[]>): ReadonlySet<FunctionNode> {
  const index = new Map<FunctionNode, number>();
  const low = new Map<FunctionNode, number>();
  const onStack = new Set<FunctionNode>();
  const stack: FunctionNode[] = [];
  const cyclic = new Set<FunctionNode>();
  for (const root of edges.keys()) {
    if (index.has(root)) continue;
    const work: { node: FunctionNode; next: number }[] = [{ node: root, next: 0 }];
    while (work.length > 0) {
      const frame = work[work.length - 1] as { node: FunctionNode; next: number };
      const { node } = frame;
      if (frame.next === 0) {
        index.set(node, index.size);
        low.set(node, index.size - 1);
        stack.push(node);
        onStack.add(node);
      }
      const target = edges.get(node)?.[frame.next++];
      if (target === undefined) {
        work.pop();
        const caller = work.at(-1)?.node;
        if (caller !== undefined) low.set(caller, Math.min(low.get(caller) as number, low.get(node) as number));
        if (low.get(node) !== index.get(node)) continue;
        const component: FunctionNode[] = [];
        let member: FunctionNode;
        do {
          member = stack.pop() as FunctionNode;
          onStack.delete(member);
          component.push(member);
        } while (member !== node);
        if (component.length > 1 || edges.get(node)?.includes(node)) for (const m of component) cyclic.add(m);
      } else if (!index.has(target)) work.push({ node: target, next: 0 });
      else if (onStack.has(target)) low.set(node, Math.min(low.get(node) as number, index.get(target) as number));
    }
  }
  return cyclic;
}
