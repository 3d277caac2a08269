// Gives every base class a constructor of its own: only its entry stub lets a patch decide what new objects begin with.
import ts from "typescript";
import type { Text } from "../text/text.js";

/**
 * Source `class A { x = 1 }`, from here on `class A { constructor() { } x = 1 }`; undefined where every class has one. Derived classes are
 * left alone: theirs would show, in the stack traces of errors.
 */
export function addConstructors(file: ts.SourceFile): Text | undefined {
  const classes: ts.ClassLikeDeclaration[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isClassLike(node) && node.heritageClauses === undefined && !node.members.some(ts.isConstructorDeclaration)) classes.push(node);
    ts.forEachChild(node, visit);
  };
  visit(file);
  if (classes.length === 0) return undefined;
  const out: Text[] = [];
  let at = 0;
  for (const node of classes.sort((a, b) => bodyStart(a, file) - bodyStart(b, file))) {
    const start = bodyStart(node, file);
    out.push({ start: at, end: start }, { mark: "origin", origin: node.getStart(file) }, " constructor() { }");
    at = start;
  }
  return [out, { start: at, end: file.end }];
}

const bodyStart = (node: ts.ClassLikeDeclaration, file: ts.SourceFile): number => {
  const brace = node.getChildren(file).find((child) => child.kind === ts.SyntaxKind.OpenBraceToken);
  return brace?.end ?? node.members.pos;
};
