// Prints what makes a function updatable: entry stub, update points, and the handler that saves its frame.
import ts from "typescript";
import { SHELL_POINT, STUB_POINT } from "../../runtime/contract/build.js";
import type { FunctionInfo, Special } from "../1-analyze/functions.js";
import type { Point } from "../1-analyze/points.js";
import type { Binding } from "../1-analyze/scopes.js";
import type { Variable } from "../1-analyze/variables.js";
import { isForeignTo } from "../syntax/classes.js";
import { hasValueAt } from "../syntax/extents.js";
import type { ClassPart } from "../syntax/nodes.js";
import { isCellsName, LOCAL, memberName, slotName } from "../text/names.js";
import type { Text } from "../text/text.js";
import type { Context } from "./context.js";
import type { FrameLayout, FrameLocal } from "./input.js";
import { printAccessor } from "./members.js";
import { printSelf } from "./selves.js";
import { canSuspend } from "./suspensions.js";

/** By which a special value is found in another version of the function. */
const specialName = (special: Special): string => (typeof special === "string" ? special : special.name);

/** What stands for a special value in relocated code. */
export function relocatedSpecial(special: Special): string {
  if (typeof special === "object") return memberName(special);
  if (special === "new.target") return LOCAL.newTarget;
  return special === "arguments" ? LOCAL.args : special;
}

/** All that a saved frame of a function holds, in the order in which it is saved and restored. */
export function layoutOf(cx: Context, info: FunctionInfo): FrameLayout {
  const ownArguments = info.mentions.arguments && !ts.isArrowFunction(info.node);
  return {
    locals: [
      ...info.captures.map((capture) => ({ name: capture.name, saved: cx.nameOf(capture), capture })),
      ...info.specials.map((special) => ({ name: specialName(special), saved: specialName(special), special })),
      ...(info.cells === undefined ? [] : [{ name: info.cells, saved: info.cells }]),
      ...(ownArguments ? [{ name: "arguments", saved: "arguments" }] : []),
      ...[...info.variables.values()]
        .filter((variable) => isEverSaved(cx, info, variable))
        .map((variable) => ({ name: variable.binding.name, saved: variable.saved, variable })),
      ...cx.temporariesOf(info).names.map((name) => ({ name, saved: name })),
    ],
  };
}

/**
 * Not a variable of an inner block that has a value at no point, as `next` in `while (…) { const next = x * x; x = next; }`. The handler would keep it
 * alive from one turn to the next, and V8 make an object of each number. (sample `variables-between-points`)
 */
function isEverSaved(cx: Context, info: FunctionInfo, { binding, mode, storage }: Variable): boolean {
  const { points } = cx.pointsOf(info);
  if (mode !== "hoist" || storage !== "value" || binding.scope.node === info.node || points.length === 0) return true;
  return points.some(({ node }) => hasValueAt(binding, node, info.node));
}

/**
 * Source `function f(a) { … }`, emitted `function f(a) { if ($h.f3) return $h.f3.apply(this, arguments); … }`.
 * With captured variables `$h.f3([x, $m.reference(() => y, …)]).apply(this, arguments)`. (sample `this-in-every-form`)
 */
export function printStub(cx: Context, info: FunctionInfo, forwarded: readonly string[]): Text {
  const mark: Text = { mark: "point", fn: info.index, point: STUB_POINT };
  const { slot, target } = printTarget(cx, info);
  const isArrow = ts.isArrowFunction(info.node) && cx.relocated !== info;
  // Whatever its version, an accessor takes nothing, or one value: its stub needs no `arguments`, which cost a little at each call.
  const isAccessor = ts.isAccessor(info.node) && info.node.parameters.every(({ initializer }) => initializer === undefined);
  const self = printSelf(cx, info);
  const call = isArrow || isAccessor ? printForwarding(self, forwarded) : `apply(${self},arguments)`;
  const keyword = info.kind === "generator" || info.kind === "async-generator" ? "return yield* " : "return ";
  return [printStart(cx, info), `if(${slot})${keyword}${target}.`, mark, `${call};`];
}

/**
 * `call(this, a, ...$r)` of an arrow; without parameters `apply(this, $r)`, which does not ask the iterator of arrays. (sample
 * `replaced-array-iterator`) With parameters that would cost a list, and bytes of code for which V8 inlines less.
 */
function printForwarding(self: string, forwarded: readonly string[]): string {
  const [first] = forwarded;
  const isList = forwarded.length === 1 && first?.startsWith("...") === true;
  return isList ? `apply(${self},${first.slice(3)})` : `call(${[self, ...forwarded].join(",")})`;
}

/** `$h.f7 ? $h.f7.call(this)` of a field initialiser, `($h.f8) $h.f8.call(this);` of a static block. */
export function printPartStub(cx: Context, info: FunctionInfo, node: ClassPart): Text {
  const { slot, target } = printTarget(cx, info);
  const call: Text = [`${target}.`, { mark: "point", fn: info.index, point: STUB_POINT }, "call(this)"];
  return ts.isPropertyDeclaration(node) ? [`${slot}?`, call] : [`(${slot})`, call, ";"];
}

/** The slot of a function, and what a stub finds there once it has handed over what the function captures. */
export function printTarget(cx: Context, info: FunctionInfo): { readonly slot: string; readonly target: string } {
  const slot = slotName(cx.input.names.holder, info.index);
  const environment = printEnvironment(cx, info);
  return { slot, target: environment.length === 0 ? slot : `${slot}([${environment.join(",")}])` };
}

/** `if ($h === undefined) $start();` in functions that exist before their module has run. (sample `imports-in-a-circle`) */
function printStart(cx: Context, { node }: FunctionInfo): string {
  const { holder, start } = cx.input.names;
  const isEarly = cx.input.startsEarly && cx.place === "base" && ts.isFunctionDeclaration(node) && ts.isSourceFile(node.parent);
  return isEarly ? `if (${holder} === undefined) ${start}(); ` : "";
}

/** What the stub hands to a relocated function: values of captured variables, or references where they may change. */
function printEnvironment(cx: Context, info: FunctionInfo): string[] {
  const captures = info.captures.map((capture) => printCapture(cx, info, capture));
  return [...captures, ...info.specials.map((special) => printSpecial(cx, special))];
}

function printCapture(cx: Context, info: FunctionInfo, capture: Binding): string {
  const name = cx.nameOf(capture);
  if (cx.storageOf(capture) === "value" || cx.boxed.has(capture)) return name;
  const isConstant = capture.kind === "const" || capture.kind === "import" || capture.kind === "self";
  const reference = printReference(cx, name, isConstant ? "constant" : "variable");
  const owner = capture.scope.owner && cx.input.functions.infoOf.get(capture.scope.owner);
  const isReached = owner?.cells !== undefined && info.specials.includes(owner.cells);
  return isReached ? printOwnReference(owner, capture, reference) : reference;
}

/**
 * `($E3??={}).$x??=$m.reference(…)`: one for all closures of a call, and its frame. V8 would make one at each call of a closure, since it cannot
 * know that a function which it finds in an object is the one that was put there. A loop has a variable for each turn.
 */
function printOwnReference({ cells, variables }: FunctionInfo, binding: Binding, reference: string): string {
  const variable = variables.get(binding);
  const isOne = variable?.mode === "native" || variable?.mode === "hoist";
  return cells !== undefined && isOne ? `(${printCells(cells)}).$${variable.emitted}??=${reference}` : reference;
}

/** `new.target` and `arguments` as they are called here; arrows in relocated code share those of the function around them. */
function printSpecial(cx: Context, special: Special): string {
  if (typeof special === "object") {
    const isForeign = cx.relocated !== undefined && isForeignTo(special, cx.relocated.node);
    return isForeign ? memberName(special) : printAccessor(cx, special.name);
  }
  if (isCellsName(special)) return printCells(special);
  const isRenamed = special === "arguments" ? cx.areArgumentsRenamed() : cx.isRelocatedBody();
  return isRenamed ? relocatedSpecial(special) : special;
}

const printCells = (name: string): string => `${name}??={}`;

function printReference(cx: Context, name: string, kind: "constant" | "variable"): string {
  return `${cx.input.names.module}.reference(()=>${name}${kind === "constant" ? "" : `,$w=>${name}=$w`})`;
}

/** Emitted `var x, $t1; try { … } catch ($e) { return $h.save($e, 3, this, [a, x, $t1]); }` around a body. */
export function printGuarded(cx: Context, info: FunctionInfo, body: Text): Text {
  return [printDeclared(cx, info), "try{", body, "}", printHandler(cx, info)];
}

/** `var x, $t1; ` of what the handler has to see. */
export function printDeclared(cx: Context, info: FunctionInfo): string {
  const { locals } = layoutOf(cx, info);
  const declared = new Set([...info.variables.values()].filter((v) => v.binding.kind === "var").map((v) => v.saved));
  const names = [...locals.filter(isKept), ...locals.filter((l) => l.variable !== undefined && l.variable.saved !== l.variable.emitted)];
  const missing = [...names.map((local) => local.saved), ...scratchNames(cx, info)].filter((name) => !declared.has(name));
  return missing.length === 0 ? "" : `var ${missing.join(",")};`;
}

/** Variables whose values no saved frame needs. */
export const scratchNames = (cx: Context, info: FunctionInfo): string[] => [
  ...(cx.suspending.has(info) ? [LOCAL.result] : []),
  ...(cx.settingApart.has(info) ? [LOCAL.apart] : []),
  ...(cx.calling.has(info) ? [LOCAL.object] : []),
];

/** Names that are not in the source. */
const isKept = (local: FrameLocal): boolean =>
  local.variable === undefined && local.capture === undefined && local.special === undefined && local.name !== "arguments";

/**
 * Emitted `catch ($e) { return $h.save($e, 3, this, […]) }`; the promise of an async function and the iterator of a generator must stay
 * the ones the caller holds: `return await $h.save(…)`, `return yield* $h.save(…)`. Where the frame was resumed before, the runtime drives
 * it and takes the next incarnation from `park`, so that versions do not pile up. (sample `updates-between-two-awaits`) An async function, by
 * whose promise errors are passed on, tests before it calls: `catch ($e) { if ($e === $m.signal) return await $h.save(…); throw $e }`.
 */
export function printHandler(cx: Context, info: FunctionInfo, self = printSelf(cx, info)): Text {
  const values = layoutOf(cx, info).locals.map((local) => printSaved(cx, local, info));
  const again = canSuspend(info) && cx.resuming === info;
  const keyword = again || info.kind === "sync" ? "return" : info.kind === "async" ? "return await" : "return yield*";
  const mark: Text = { mark: "point", fn: info.index, point: SHELL_POINT };
  const { holder, module } = cx.input.names;
  const save = `${again ? "park" : "save"}(${LOCAL.error},${info.index},${self},[${values.join(",")}])`;
  const [test, otherwise] = info.kind === "async" ? [`if(${LOCAL.error}===${module}.signal)`, `;throw ${LOCAL.error}`] : ["", ""];
  return [`catch(${LOCAL.error}){${test}${keyword} ${holder}.`, mark, `${save}${otherwise}}`];
}

/** A captured variable that lives in this very activation is saved as a reference: older closures and the rebuilt frame share it. */
function printSaved(cx: Context, local: FrameLocal, info: FunctionInfo): string {
  const { capture, special, variable, saved } = local;
  if (capture !== undefined) return printCapture(cx, info, capture);
  if (special !== undefined) return printSpecial(cx, special);
  if (isCellsName(saved)) return printCells(saved);
  if (variable !== undefined && variable.storage === "box" && variable.mode !== "box" && !cx.boxed.has(variable.binding)) {
    return printOwnReference(info, variable.binding, printReference(cx, saved, "variable"));
  }
  return local.name === "arguments" && cx.resuming === info ? LOCAL.args : saved;
}

/** `if ($h.pending) $h.reach();` at the start of a recursive function. */
export function printEntryPoint(cx: Context, info: FunctionInfo): Text {
  const point = cx.pointsOf(info).pointOf.get(info.node);
  return point === undefined ? "" : printCheck(cx, info.index, point);
}

/** Emitted `if ($h.pending) $h.reach();`, with `updatePoints: "poll"` also `$m.poll[0] !== 0`, with `"named"` nothing. */
export function printCheck(cx: Context, fn: number, point: Point | undefined): Text {
  if (cx.input.updatePoints === "named") return "";
  const { holder, module } = cx.input.names;
  const condition = cx.input.updatePoints === "poll" ? `${holder}.pending || ${module}.poll[0] !== 0` : `${holder}.pending`;
  const mark: Text = point === undefined ? "" : { mark: "point", fn, point: point.id };
  return [`if(${condition})${holder}.`, mark, "reach();"];
}
