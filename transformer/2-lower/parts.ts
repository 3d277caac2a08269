// Prints any node as its own text around its children, which the other printers may print differently.
import ts from "typescript";
import { findInferredName, hasStaticName, isDerivedConstructor, ownClassName, privateNamesOf } from "../syntax/classes.js";
import { isFunctionNode, isReferencePosition } from "../syntax/nodes.js";
import { isAnonymousFunction } from "../syntax/values.js";
import { LOCAL } from "../text/names.js";
import { isSlice, quote, type Text } from "../text/text.js";
import type { Context } from "./context.js";
import { printPrivateAccess } from "./members.js";

/** How children may be replaced, and how many characters of the node's own text are left out at its start. */
export interface PartsOptions {
  readonly skip?: number;
  replace?(child: ts.Node): Text | undefined;
}

export function printParts(cx: Context, node: ts.Node, options: PartsOptions = {}): Text {
  return ts.isClassLike(node) ? printClass(cx, node, options) : printChildren(cx, node, options);
}

function printChildren(cx: Context, node: ts.Node, { skip = 0, replace }: PartsOptions): Text {
  const out: Text[] = [];
  let at = (ts.isSourceFile(node) ? 0 : cx.startOf(node)) + skip;
  ts.forEachChild(node, (child) => {
    const start = cx.startOf(child);
    if (start < at) return; // a shorthand name stands for key and value
    out.push({ start: at, end: start }, replace?.(child) ?? printChild(cx, child, node));
    at = child.end;
  });
  out.push({ start: at, end: node.end });
  return out;
}

export function printChild(cx: Context, child: ts.Node, parent: ts.Node): Text {
  if (isFunctionNode(child)) return cx.functionInPlace(child);
  if (ts.isIdentifier(child) && !isReferencePosition(child, parent)) return cx.slice(child);
  if (ts.isShorthandPropertyAssignment(child)) return printShorthand(cx, child);
  if (ts.isBindingElement(child)) return printBindingElement(cx, child);
  if (ts.isStatement(child)) return cx.statement(child);
  if (ts.isCaseBlock(child)) return printParts(cx, child);
  return cx.expression(child);
}

/**
 * Source `class A { #x; … }`, emitted `class A { static { $m.class("A", this, () => ({ "#x": … })); } #x; … }`, if it is evaluated once: relocated code
 * finds its private names and its `super` by that. (samples `private-members`, `super-in-every-form`)
 */
function printClass(cx: Context, node: ts.ClassLikeDeclaration, options: PartsOptions): Text {
  const id = cx.input.functions.linkedClasses.get(node);
  const name = isNameless(cx, node) ? ownClassName(node) : "";
  const block = [id === undefined ? "" : printRegistration(cx, node, id), name === "" ? "" : printNaming(cx, node)].join("");
  if (block === "" && name === "") return printChildren(cx, node, options);
  const [first] = node.members;
  if (first === undefined)
    return [{ start: cx.startOf(node) + (options.skip ?? 0), end: node.end - 1 }, block, { start: node.end - 1, end: node.end }];
  const replace = (child: ts.Node): Text | undefined => {
    const before = child === first ? block : child === node.heritageClauses?.[0] && name !== "" ? `${name} ` : undefined;
    return before === undefined ? options.replace?.(child) : [before, options.replace?.(child) ?? printChild(cx, child, node)];
  };
  return printChildren(cx, node, { ...options, replace });
}

/** Whether a class has no name, which the relocated code of its constructor needs. */
function isNameless(cx: Context, node: ts.ClassLikeDeclaration): boolean {
  const derived = node.name === undefined ? node.members.find(isDerivedConstructor) : undefined;
  return derived !== undefined && cx.input.functions.infoOf.get(derived)?.fixed === undefined;
}

/** `class extends B {}` is emitted `class $C40 extends B { static { $m.named(this, ""); } }`. (sample `derived-constructors`) */
const printNaming = (cx: Context, node: ts.ClassLikeDeclaration): string =>
  hasStaticName(node) ? "" : `static { ${cx.input.names.module}.named(this, ${quote(findInferredName(node) ?? "")}); } `;

function printRegistration(cx: Context, node: ts.ClassLikeDeclaration, id: string): string {
  const names = privateNamesOf(node).map((name) => `${quote(name)}:[${printPrivateAccess(name, isMethod(node, name))}]`);
  const access = names.length === 0 ? "" : `,()=>({${names.join(",")}})`;
  const stubs = cx.place === "base" ? "" : `${access === "" ? ",void 0" : ""},${cx.input.names.holder}`;
  return `static{${cx.input.names.module}.class(${quote(id)},this${access}${stubs});}`;
}

const isMethod = (node: ts.ClassLikeDeclaration, name: string): boolean =>
  node.members.some((m) => ts.isMethodDeclaration(m) && ts.isPrivateIdentifier(m.name) && m.name.text === name);

/** `{ x }` where `x` is printed as something else: `{ x: x.v }`. (sample `captured-variables-of-a-rebuilt-frame`) */
function printShorthand(cx: Context, node: ts.ShorthandPropertyAssignment): Text {
  const value = cx.expression(node.name);
  const { objectAssignmentInitializer: given } = node;
  const lostName = isSlice(value) ? undefined : node.name.text;
  const initializer: Text = given === undefined ? "" : [" = ", printNamedValue(cx, given, lostName)];
  return isSlice(value) ? [value, initializer] : [shorthandKey(node), value, initializer];
}

/** `__proto__: x` would set the prototype, which `{ __proto__ }` does not. (sample `properties-called-proto`) */
export const shorthandKey = ({ name }: ts.ShorthandPropertyAssignment): string =>
  name.text === "__proto__" ? '["__proto__"]: ' : `${name.text}: `;

/** `{ x = 1 }` in a pattern that fills another name: `{ x: x$40 = 1 }`. (sample `variables-of-nested-blocks`) */
function printBindingElement(cx: Context, node: ts.BindingElement): Text {
  const shown = ts.isIdentifier(node.name) ? cx.shownName(node.name) : printParts(cx, node.name);
  const isRest = node.dotDotDotToken !== undefined;
  return [isRest ? "..." : "", bindingKey(cx, node, shown), shown, bindingDefault(cx, node, shown)];
}

function bindingKey(cx: Context, node: ts.BindingElement, shown: Text): Text {
  if (node.propertyName !== undefined) return [printPropertyName(cx, node.propertyName), ": "];
  const isShorthand = ts.isObjectBindingPattern(node.parent) && node.dotDotDotToken === undefined;
  return isShorthand && !isSlice(shown) ? [node.name.getText(cx.input.file), ": "] : "";
}

function bindingDefault(cx: Context, { name, initializer }: ts.BindingElement, shown: Text): Text {
  if (initializer === undefined) return "";
  return [" = ", printNamedValue(cx, initializer, ts.isIdentifier(name) && !isSlice(shown) ? name.text : undefined)];
}

function printPropertyName(cx: Context, node: ts.PropertyName): Text {
  return ts.isComputedPropertyName(node) ? printParts(cx, node) : cx.slice(node);
}

/** `import.meta` and `new.target` of relocated code come from elsewhere. (sample `new-target`) */
export function printMetaProperty(cx: Context, node: ts.MetaProperty): Text {
  if (node.keywordToken !== ts.SyntaxKind.ImportKeyword) return cx.isRelocatedBody() ? LOCAL.newTarget : printParts(cx, node);
  return cx.place === "unit" ? `${cx.input.names.module}.meta` : printParts(cx, node);
}

/**
 * A value as it would be named by a declaration of `name`; unchanged where it is no anonymous function or `name` is absent.
 * `const x$40 = () => 0` would be called `x$40`, so: `const x$40 = ({ "x": () => 0 })["x"]`. (sample `names-and-lengths-of-functions`)
 */
export function printNamedValue(cx: Context, node: ts.Expression, name: string | undefined): Text {
  const value = cx.expression(node);
  if (name === undefined || !isAnonymousFunction(node)) return value;
  return [`({ ${quote(name)}: `, value, ` })[${quote(name)}]`];
}
