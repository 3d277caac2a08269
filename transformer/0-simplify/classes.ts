// Classes whose base class is computed by a call.
import ts from "typescript";
import { quote, type Text } from "../text/text.js";
import type { Rewriter } from "./rewriter.js";

/**
 * Source `class A extends mixin(f()) { … }`, written `$o1 = mixin(f()); class A extends $o1 { … }`; an expression becomes
 * `($o1 = mixin(f()), class A extends $o1 { … })`, and one that takes its name from a variable keeps it. (sample `base-classes-from-calls`)
 */
export function rewriteClass(rw: Rewriter, node: ts.Node): Text | undefined {
  if (!ts.isClassLike(node)) return undefined;
  const base = node.heritageClauses?.find((clause) => clause.token === ts.SyntaxKind.ExtendsKeyword)?.types[0]?.expression;
  if (base === undefined || !rw.holdsPoint(base) || mentions(base, node.name?.text)) return undefined;
  const isNamed = node.name !== undefined || !takesName(node);
  const given = isNamed ? undefined : nameOf(node);
  if (!isNamed && given === undefined) return undefined;
  const name = rw.newName();
  const before: Text = [`${name} = `, rw.print(base)];
  const printed = rw.around(node, (child) => (ts.isHeritageClause(child) ? `extends ${name}` : undefined));
  if (ts.isClassDeclaration(node)) return [before, "; ", printed];
  return ["(", before, ", ", given === undefined ? printed : [`({ ${quote(given)}: `, printed, ` })[${quote(given)}]`], ")"];
}

/** Its own name is in scope there, and has no value. */
function mentions(base: ts.Node, name: string | undefined): boolean {
  return (ts.isIdentifier(base) && base.text === name) || ts.forEachChild(base, (child) => mentions(child, name) || undefined) === true;
}

/** Whether an anonymous class is named by where it stands. */
function takesName({ parent }: ts.ClassLikeDeclaration): boolean {
  if (ts.isParenthesizedExpression(parent) || ts.isVariableDeclaration(parent) || ts.isBindingElement(parent) || ts.isParameter(parent))
    return true;
  return ts.isPropertyAssignment(parent) || ts.isShorthandPropertyAssignment(parent) || ts.isBinaryExpression(parent);
}

const nameOf = ({ parent }: ts.ClassLikeDeclaration): string | undefined =>
  ts.isVariableDeclaration(parent) && ts.isIdentifier(parent.name) ? parent.name.text : undefined;
