// Prints private names and `super` in relocated code, which stands outside of the class that they belong to.
import ts from "typescript";
import { type ClassValue, findClassValue, isForeignTo } from "../syntax/classes.js";
import { getOperator, isCompound, isConstructed, isWrite } from "../syntax/operators.js";
import { type MemberParts, memberName, memberParts } from "../text/names.js";
import { quote, type Text } from "../text/text.js";
import type { Context } from "./context.js";
import { printThis } from "./selves.js";

type Access = ts.PropertyAccessExpression | ts.ElementAccessExpression;

/** `o.#x`, `super.x` or `super[k]`, of a class around the function that is being relocated. */
export interface ForeignMember {
  readonly node: Access;
  /** Name of what gives access to it. */
  readonly accessor: string;
  /** What reads and what assigns it. */
  readonly parts: MemberParts;
  /** Absent for `super`, which is looked at by `this`. */
  readonly object: ts.Expression | undefined;
  /** `this` as it is called there. */
  readonly self: string;
}

export function findForeignMember(cx: Context, node: ts.Node): ForeignMember | undefined {
  if (!ts.isPropertyAccessExpression(node) && !ts.isElementAccessExpression(node)) return undefined;
  const isSuper = node.expression.kind === ts.SyntaxKind.SuperKeyword;
  if (ts.isDeleteExpression(node.parent)) return undefined; // of `super` only, which throws
  const named = isSuper ? node.expression : ts.isPropertyAccessExpression(node) ? node.name : undefined;
  const value = named && foreignValueOf(cx, named);
  if (value === undefined) return undefined;
  const accessor = memberName(value);
  const isLinked = value.name !== "super" && cx.input.functions.linkedClasses.has(value.home);
  const parts = isLinked ? memberParts(value) : { get: `${accessor}.get`, set: `${accessor}.set` };
  return { node, accessor, parts, object: isSuper ? undefined : node.expression, self: printThis(cx, node) };
}

/** A private name or `super` that relocated code has to be given access to; undefined where its class is printed around it. */
function foreignValueOf(cx: Context, node: ts.Node): ClassValue | undefined {
  if (cx.relocated === undefined) return undefined;
  const value = findClassValue(node);
  return value === undefined || !isForeignTo(value, cx.relocated.node) ? undefined : value;
}

/** Name of what gives relocated code access to a private name or `super`. */
export function accessorOf(cx: Context, node: ts.Node): string | undefined {
  const value = foreignValueOf(cx, node);
  return value && memberName(value);
}

/**
 * Source `o.#x`, relocated `$g12_x(o)` (`$p12_x.get(o)` in a class that a function makes); where it is assigned `$p12_x.of(o).v`, called in other ways than by a plain call `$p12_x.of(o).bound`.
 * `super.x` is `$z12.get(this, "x")`. `print` prints the object and the key. (samples `private-members`, `super-in-every-form`)
 */
export function printMember(member: ForeignMember, print: (node: ts.Node) => Text): Text {
  const { node } = member;
  const isOptional = node.questionDotToken !== undefined;
  if (isCalledAround(node)) return [printReference(member, print), isOptional ? "?.bound" : ".bound"];
  if (isOptional || isWrite(node)) return [printReference(member, print), isOptional ? "?.v" : ".v"];
  const read: Text = [`${member.parts.get}(`, printOperands(member, print), ")"];
  return isConstructed(node) ? ["(", read, ")"] : read;
}

/** `$p12_x.of(o)`: the member of one object, as something that can be read, assigned and called. */
function printReference(member: ForeignMember, print: (node: ts.Node) => Text): Text {
  return [`${member.accessor}.${member.node.questionDotToken === undefined ? "of" : "maybe"}(`, printOperands(member, print), ")"];
}

function printOperands({ node, object, self }: ForeignMember, print: (node: ts.Node) => Text): Text {
  if (object !== undefined) return print(object);
  return [`${self}, `, ts.isPropertyAccessExpression(node) ? quote(node.name.text) : print(node.argumentExpression)];
}

/**
 * Source `this.#m(a)`, relocated `$g12_m(this).call(this, a)`; any other object is evaluated once: `$p12_m.of(o()).call(a)`.
 * @param args the printed arguments
 */
export function printMemberCall(
  call: ts.CallExpression,
  member: ForeignMember,
  mark: Text,
  print: (node: ts.Node) => Text,
  args: readonly Text[],
): Text {
  const { parts, node, object, self } = member;
  if (call.questionDotToken !== undefined) return [printMember(member, print), "?.", mark, "(", joinAll(args), ")"];
  const isThis = object === undefined || object.kind === ts.SyntaxKind.ThisKeyword;
  if (!isThis || node.questionDotToken !== undefined) {
    const dot = node.questionDotToken === undefined ? "." : "?.";
    return [printReference(member, print), dot, mark, "call(", joinAll(args), ")"];
  }
  return [`${parts.get}(`, printOperands(member, print), ").", mark, "call(", joinAll([self, ...args]), ")"];
}

/**
 * Statement `o.#x = v`, relocated `$s12_x(o, v)`; `this.#x += v` is `$s12_x(this, $g12_x(this) + (v))`. Undefined where the value
 * of the assignment is used, or the object would be evaluated twice. (sample `private-members`)
 */
export function printMemberAssignment(
  node: ts.BinaryExpression,
  member: ForeignMember | undefined,
  print: (node: ts.Expression) => Text,
): Text | undefined {
  const object = member?.object;
  if (member === undefined || object === undefined || !ts.isExpressionStatement(node.parent)) return undefined;
  const start: Text = [`${member.parts.set}(`, print(object), ", "];
  const { kind } = node.operatorToken;
  if (kind === ts.SyntaxKind.EqualsToken) return [start, print(node.right), ")"];
  if (!isCompound(kind) || object.kind !== ts.SyntaxKind.ThisKeyword) return undefined;
  return [start, `${member.parts.get}(`, print(object), `) ${getOperator(node)} (`, print(node.right), "))"];
}

const joinAll = (items: readonly Text[]): Text => items.map((item, index) => (index === 0 ? item : [", ", item]));

/** The callee of a call or template that is not printed as a call of the member: it must take its object along. */
function isCalledAround(node: Access): boolean {
  let child: ts.Node = node;
  while (ts.isParenthesizedExpression(child.parent)) child = child.parent;
  const { parent } = child;
  if (ts.isTaggedTemplateExpression(parent)) return parent.tag === child;
  return ts.isCallExpression(parent) && parent.expression === child && (child !== node || parent.questionDotToken !== undefined);
}

/** `#x in o`, of a class around the function that is being relocated. */
export function findForeignTest(cx: Context, node: ts.Node): string | undefined {
  return ts.isBinaryExpression(node) && ts.isPrivateIdentifier(node.left) ? accessorOf(cx, node.left) : undefined;
}

/**
 * What the class itself hands over: `$m.member($o => $o.#x, ($o, $w) => $o.#x = $w, $o => #x in $o)`, and for `super`
 * `$m.member(($o, $n) => super[$n], ($o, $w, $n) => { super[$n] = $w; })`.
 */
export function printAccessor(cx: Context, name: ClassValue["name"]): string {
  const parts =
    name === "super" ? "($o, $n) => super[$n], ($o, $w, $n) => { super[$n] = $w; }" : `o=>o.${name},${printSet(name)},${printTest(name)}`;
  return `${cx.input.names.module}.member(${parts})`;
}

/** What reads, tests for and assigns a private name. One function each: only then does V8 put the access in the place of the call. */
export const printPrivateAccess = (name: string, isMethod: boolean): string =>
  `o=>o.${name},${printTest(name)}${isMethod ? "" : `,${printSet(name)}`}`;

const printSet = (name: string): string => `(o,w)=>o.${name}=w`;
const printTest = (name: string): string => `o=>${name} in o`;
