// Gives every base class a constructor of its own: only its entry stub lets a patch decide what new objects begin with.
import ts from "typescript";
import type { Text } from "../text/text.js";

export interface Insertion {
  /** Offset in the file. */
  readonly at: number;
  readonly text: Text;
}

/**
 * Source `class A { x = 1 }`, from here on `class A { constructor() { } x = 1 }`. Derived classes are left alone: theirs would show, in the
 * stack traces of errors.
 */
export function findMissingConstructor(node: ts.Node, file: ts.SourceFile): Insertion | undefined {
  if (!ts.isClassLike(node) || node.heritageClauses !== undefined || node.members.some(ts.isConstructorDeclaration)) return undefined;
  return { at: node.members.pos, text: [{ mark: "origin", origin: node.getStart(file) }, " constructor() { }"] };
}
