// What functions use of the classes around them that only the class's own text can name: private members, and `super`.
import ts from "typescript";
import { type ClassValue, findClassValue, isEvaluatedOnce } from "../syntax/classes.js";
import { type FunctionNode, isFunctionNode } from "../syntax/nodes.js";
import { className, uniqueId } from "./function-names.js";

export type { ClassValue } from "../syntax/classes.js";

export interface ClassValues {
  /** What a function, or one inside it, uses of the classes around it. */
  readonly of: ReadonlyMap<FunctionNode, readonly ClassValue[]>;
  /** Classes that are evaluated once: relocated code is linked with them by these names. All others are handed over by entry stubs. */
  readonly linked: ReadonlyMap<ts.Node, string>;
}

export function findClassValues(file: ts.SourceFile): ClassValues {
  const of = new Map<FunctionNode, ClassValue[]>();
  const linked = new Map<ts.Node, string>();
  const ids = new Map<string, number>();
  const visit = (node: ts.Node, isInside: boolean): void => {
    if (ts.isClassLike(node) && !isInside) {
      const id = uniqueId(ids, className(node)); // as classes.ts counts
      if (isEvaluatedOnce(node)) linked.set(node, id);
    }
    const value = findClassValue(node);
    if (value !== undefined) note(node, value, of);
    ts.forEachChild(node, (child) => visit(child, isInside || isFunctionNode(node)));
  };
  if (/\b(class|super)\b/.test(file.text)) visit(file, false);
  return { of, linked };
}

/** Every function between the use and the class needs the value: the outer ones hand it on. */
function note(node: ts.Node, value: ClassValue, of: Map<FunctionNode, ClassValue[]>): void {
  for (let at = node.parent; at !== value.owner.parent; at = at.parent) {
    if (!isFunctionNode(at)) continue;
    const values = of.get(at) ?? [];
    if (!values.some((v) => v.name === value.name && v.home === value.home)) values.push(value);
    of.set(at, values);
  }
}
