// Prints `this` where it is more than a value: in constructors of derived classes it exists only after `super()`.
import ts from "typescript";
import type { FunctionInfo } from "../1-analyze/functions.js";
import { findDerivedConstructor, isDerivedConstructor, isSuperCall, ownClassName } from "../syntax/classes.js";
import { isWithin } from "../syntax/nodes.js";
import type { Context } from "./context.js";

/** Whether a constructor is printed in relocated form: what stands for its `this` is then an object that holds it. */
const isRelocated = (cx: Context, node: ts.ConstructorDeclaration): boolean =>
  cx.relocated !== undefined && isWithin(cx.relocated.node, node);

/** `this` as code means it: `this.v` in relocated code of a derived class's constructor. (sample `derived-constructors`) */
export function printThis(cx: Context, node: ts.Node): string {
  const derived = findDerivedConstructor(node);
  return derived !== undefined && isRelocated(cx, derived) ? "this.v" : "this";
}

/** `super(…)` in relocated code is `this.construct(…)`. */
export function isRelocatedSuperCall(cx: Context, node: ts.Node): boolean {
  if (!isSuperCall(node)) return false;
  const derived = findDerivedConstructor(node);
  return derived !== undefined && isRelocated(cx, derived);
}

/** What a stub or handler of a function hands on as `this`. */
export function printSelf(cx: Context, info: FunctionInfo): string {
  const { node } = info;
  if (!ts.isArrowFunction(node)) return isDerivedConstructor(node) && !isRelocated(cx, node) ? printNativeSelf(cx, node, "native") : "this";
  if (!info.mentions.this) return "void 0";
  const derived = findDerivedConstructor(node);
  if (derived === undefined) return "this";
  // a rehearsal has no `this`
  return isRelocated(cx, derived) ? "this?.lexical" : printNativeSelf(cx, derived, "lexical");
}

const printNativeSelf = (cx: Context, { parent }: ts.ConstructorDeclaration, kind: "native" | "lexical"): string =>
  `${cx.input.names.module}.${kind}(${ownClassName(parent)}, () => this, (...$s) => super(...$s))`;
