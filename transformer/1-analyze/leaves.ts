// Functions that run nothing of the program but their own text: no call of one can come to an update point.
import ts from "typescript";
import { isDerivedConstructor } from "../syntax/classes.js";
import { type FunctionNode, isFunctionNode, isLoop } from "../syntax/nodes.js";
import type { CallKnowledge } from "./call-knowledge.js";
import { Callees } from "./callees.js";
import type { FunctionAnalysis, FunctionInfo } from "./functions.js";
import type { ScopeAnalysis } from "./scopes.js";
import type { ShortLoops } from "./short-loops.js";

type Call = ts.CallExpression | ts.NewExpression;

export interface Leaves {
  readonly functions: ReadonlySet<FunctionNode>;
  /** Whether a call runs leaves only: `skew(node)`, `this.at(0)`, `new Vector(x, y)`, `list.map((x) => x + 1)`. */
  isLeafCall(call: Call): boolean;
}

/**
 * Leaves run no loop that may be long, and call nothing but the library and each other, without recursion. What the language calls in them (a getter, a conversion) is no point
 * in any function. Only callees count that nobody can exchange but a patch; where it makes one call or loop, its callers have a point more, and
 * are changed as well. (sample `calls-of-leaves`, pair `leaf-that-loops`)
 */
export function findLeaves(functions: FunctionAnalysis, scopes: ScopeAnalysis, calls: CallKnowledge, shortLoops: ShortLoops): Leaves {
  const callees = new Callees(functions, scopes, calls);
  const isLibraryCall = (call: Call): boolean => calls.helperOf(call) === undefined && calls.isLibraryCall(call);
  const leaves = closeOver(functions.functions, (info) => findCalled(info, isLibraryCall, callees, shortLoops));
  return {
    functions: new Set([...leaves].map(({ node }) => node)),
    isLeafCall: (call) => callees.of(call)?.every((info) => leaves.has(info)) === true,
  };
}

/** From the functions that call nothing upwards, so that none of a recursion is among them. */
function closeOver(
  functions: readonly FunctionInfo[],
  calledBy: (info: FunctionInfo) => readonly FunctionInfo[] | undefined,
): ReadonlySet<FunctionInfo> {
  const leaves = new Set<FunctionInfo>();
  const openCalls = new Map<FunctionInfo, number>();
  const callersOf = new Map<FunctionInfo, FunctionInfo[]>();
  for (const info of functions) {
    const found = calledBy(info);
    if (found === undefined) continue;
    const called = new Set(found);
    openCalls.set(info, called.size);
    for (const each of called) callersOf.set(each, [...(callersOf.get(each) ?? []), info]);
    if (called.size === 0) leaves.add(info);
  }
  for (const leaf of leaves) {
    for (const caller of callersOf.get(leaf) ?? []) {
      const open = (openCalls.get(caller) as number) - 1;
      openCalls.set(caller, open);
      if (open === 0) leaves.add(caller);
    }
  }
  return leaves;
}

/** Functions that it calls; undefined where a loop of it may be long, where it evaluates a class, or calls what is not known. What it only makes does not count. */
function findCalled(
  { node: fn, kind, fixed }: FunctionInfo,
  isLibraryCall: (call: Call) => boolean,
  callees: Callees,
  shortLoops: ShortLoops,
): readonly FunctionInfo[] | undefined {
  if (kind !== "sync" || fixed !== undefined || isDerivedConstructor(fn)) return undefined;
  const called: FunctionInfo[] = [];
  const isUnknown = (node: ts.Node): boolean => {
    if (node !== fn && isFunctionNode(node)) return false;
    if (isLoop(node) ? !shortLoops.has(node) : ts.isTaggedTemplateExpression(node) || ts.isClassLike(node)) return true;
    if ((ts.isCallExpression(node) || ts.isNewExpression(node)) && !isLibraryCall(node)) {
      const found = callees.of(node);
      if (found === undefined) return true;
      called.push(...found);
    }
    return ts.forEachChild(node, (child) => isUnknown(child) || undefined) === true;
  };
  return isUnknown(fn) ? undefined : called;
}
