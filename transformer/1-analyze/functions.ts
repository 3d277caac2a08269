// Decides for every function of a file what it is called, what it captures, how its variables are kept, and whether it can be updated and moved.
import ts from "typescript";
import type { FunctionForm, FunctionKind, Storage } from "../../runtime/contract/build.js";
import { bodyOf, type FunctionNode, isClassPart } from "../syntax/nodes.js";
import { type CellsName, cellsName } from "../text/names.js";
import { findCaptures, findOutsideNames } from "./captures.js";
import { type ClassValue, findClassValues } from "./class-values.js";
import { findFixed } from "./fixed.js";
import { formOf, kindOf, ownName, uniqueId } from "./function-names.js";
import type { Binding, Mentions, ScopeAnalysis } from "./scopes.js";
import { FrameAnalyzer, findOwnBindings, type Variable } from "./variables.js";

/** Values that are not variables but that a relocated function needs from where it was written. */
export type Special = "new.target" | "arguments" | ClassValue | CellsName;

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
  /** The object by which later versions know an activation, where closures share its variables. */
  readonly cells: CellsName | undefined;
  /** Private names and `super` of classes that relocated code is linked with. */
  readonly linked: readonly ClassValue[];
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
  /** The functions in a node's text, itself included. */
  within(node: ts.Node): readonly FunctionInfo[];
  /** Classes that relocated code is linked with, and their names. */
  readonly linkedClasses: ReadonlyMap<ts.Node, string>;
}

/** `whole` is a reason why nothing in the file can be updated. */
export function analyzeFunctions(file: ts.SourceFile, scopes: ScopeAnalysis, whole: string | undefined): FunctionAnalysis {
  const infoOf = new Map<FunctionNode, FunctionInfo>();
  const storageOf = new Map<Binding, Storage>();
  const ids = new Map<string, number>();
  const bindings = new Set(scopes.bindingOf.values());
  const captures = findCaptures(scopes, bindings);
  const outsideNames = findOutsideNames(scopes, bindings);
  const own = findOwnBindings(bindings);
  const classValues = findClassValues(file);
  const functions = scopes.functions.map((node, index) => {
    const parentNode = scopes.parentOf.get(node);
    const parent = parentNode && infoOf.get(parentNode);
    const mentions = scopes.mentions.get(node) as Mentions;
    const fixed = whole ?? findFixed(node, parent, mentions, scopes);
    const values = classValues.of.get(node) ?? [];
    const frame = new FrameAnalyzer(file, scopes, node, outsideNames.get(node) ?? NO_NAMES).run(own.get(node) ?? []);
    const info: FunctionInfo = {
      node,
      index,
      id: uniqueId(ids, parent === undefined ? ownName(node) : `${parent.id}/${ownName(node)}`),
      kind: kindOf(node),
      form: formOf(node),
      parent,
      mentions,
      captures: captures.get(node) ?? [],
      specials: [
        ...specialsOf(node, mentions),
        ...values.filter((value) => !classValues.linked.has(value.home)),
        ...(fixed === undefined ? cellsAround(node, parent) : []),
      ],
      linked: values.filter((value) => classValues.linked.has(value.home)),
      cells: fixed === undefined && [...frame.variables.values()].some(isShared) ? cellsName(index) : undefined,
      variables: frame.variables,
      frozen: frame.frozen,
      fixed,
      unmovable: fixed ?? (isClassPart(node) ? "V8 runs field initialisers and static blocks in frames of its own" : frame.unmovable),
    };
    infoOf.set(node, info);
    for (const variable of frame.variables.values()) storageOf.set(variable.binding, variable.storage);
    return info;
  });
  const byStart = [...functions].sort((a, b) => a.node.pos - b.node.pos);
  return { functions, infoOf, storageOf, linkedClasses: classValues.linked, within: (node) => findWithin(node, byStart) };
}

const NO_NAMES: ReadonlySet<string> = new Set();

/** `byStart` is sorted by where the functions begin: large files have tens of thousands. */
function findWithin({ pos, end }: ts.Node, byStart: readonly FunctionInfo[]): FunctionInfo[] {
  const found: FunctionInfo[] = [];
  for (let at = firstFrom(pos, byStart); at < byStart.length; at++) {
    const info = byStart[at] as FunctionInfo;
    if (info.node.pos >= end) break;
    found.push(info);
  }
  return found;
}

function firstFrom(pos: number, byStart: readonly FunctionInfo[]): number {
  let [low, high] = [0, byStart.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((byStart[middle] as FunctionInfo).node.pos < pos) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A variable that lives as long as a call and is captured: the engine keeps an object for the call anyway. */
const isShared = ({ binding, mode }: Variable): boolean =>
  (mode === "native" || mode === "hoist") && binding.references.some((r) => r.owner !== binding.scope.owner);

/** The cells of the calls around a function, outermost first. A closure in a default value is outside of the body that declares them. */
function cellsAround(node: FunctionNode, parent: FunctionInfo | undefined): CellsName[] {
  const names: CellsName[] = [];
  for (let at = parent; at !== undefined; at = at.parent) {
    const body = bodyOf(at.node);
    const isInBody = body !== undefined && body.pos <= node.pos;
    if (at.cells !== undefined && isInBody) names.unshift(at.cells);
  }
  return names;
}

function specialsOf(node: FunctionNode, mentions: Mentions): Special[] {
  const specials: Special[] = [];
  const isArrow = ts.isArrowFunction(node);
  if (mentions.newTarget) specials.push("new.target");
  if (mentions.arguments && isArrow) specials.push("arguments");
  return specials;
}
