// Prints constructors of derived classes in place.
import ts from "typescript";
import { STUB_POINT } from "../../runtime/contract/build.js";
import type { FunctionInfo } from "../1-analyze/functions.js";
import { findRootSuperCall, ownClassName } from "../syntax/classes.js";
import { bodyOf, getDirectives } from "../syntax/nodes.js";
import type { Text } from "../text/text.js";
import { printBlockPrologue, printStatements } from "./blocks.js";
import type { Context } from "./context.js";
import { printDeclared, printGuarded, printHandler, printTarget } from "./frames.js";

/**
 * Emitted `if ($h.f3) { if ($m.state.supers !== void 0) { super(...$m.state.supers.take()); return; } return $m.derive($h, 3, A, new.target, $h.f3, arguments); }`:
 * relocated code calls `super` by entering the native constructor once more. A closure that calls it would cost every object. (sample `derived-constructors`)
 */
export function printConstructorStub(cx: Context, info: FunctionInfo): Text {
  const { holder, module } = cx.input.names;
  const { slot, target } = printTarget(cx, info);
  const mark: Text = { mark: "point", fn: info.index, point: STUB_POINT };
  return [
    `if (${slot}) { if (${module}.state.supers !== void 0) { `,
    mark,
    `super(...${module}.state.supers.take()); return; } return ${module}.`,
    mark,
    `derive(${holder}, ${identityOf(info)}, ${target}, arguments); } `,
  ];
}

/** `3, A, new.target` */
const identityOf = (info: FunctionInfo): string =>
  `${info.index}, ${ownClassName(info.node.parent as ts.ClassLikeDeclaration)}, new.target`;

/**
 * Source `{ A; super(x); B }`, emitted `A; super(x); try { B } catch ($e) { return $h.save($e, 3, $m.derived($h, 3, C, new.target, this), …); }`: V8
 * does not inline a `super` within `try`. Where a frame can stand in A or in `super`, they have a `try` of their own, whose handler has no `this`.
 * Where `super` is called elsewhere than directly in the body, all is one `try`. (sample `derived-constructors`)
 */
export function printConstructorBody(cx: Context, info: FunctionInfo, prologue: readonly Text[]): Text {
  const node = info.node as ts.ConstructorDeclaration;
  const body = bodyOf(node) as ts.Block;
  const statements = body.statements.slice(getDirectives(body).length);
  const call = findRootSuperCall(node);
  const at = call === undefined ? -1 : statements.indexOf(call);
  const early = statements.slice(0, at + 1);
  const isGuarded = early.some((statement) => cx.range(statement) !== undefined);
  if (at < 0 || statements.some(ts.isFunctionDeclaration) || (isGuarded && declaresInside(info, early)))
    return printGuarded(cx, info, [...prologue, printBlockPrologue(cx, statements), printStatements(cx, statements)]);
  const before: Text = [...prologue, printStatements(cx, early)];
  const after = printStatements(cx, statements.slice(at + 1));
  const self = (value: string): string => `${cx.input.names.module}.derived(${cx.input.names.holder}, ${identityOf(info)}${value})`;
  return [
    printDeclared(cx, info),
    isGuarded ? ["try { ", before, " } ", printHandler(cx, info, self(""))] : before,
    ["try { ", after, " } ", printHandler(cx, info, self(", this"))],
  ];
}

/** Variables that would be declared within the first `try`, out of sight of the second. */
function declaresInside({ variables }: FunctionInfo, early: readonly ts.Statement[]): boolean {
  const end = early.at(-1)?.end ?? 0;
  return [...variables.values()].some(({ mode, binding }) => (mode === "mirror" || mode === "box") && binding.declaration.pos < end);
}
