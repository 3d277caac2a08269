// Prints where a function gives up the thread: `await` and `yield`. A suspended frame looks for newer code when it goes on.
import ts from "typescript";
import type { FunctionInfo } from "../1-analyze/functions.js";
import type { Point } from "../1-analyze/points.js";
import { LOCAL, slotName } from "../text/names.js";
import type { Text } from "../text/text.js";
import type { Context } from "./context.js";

export const isSuspension = (node: ts.Node): node is ts.AwaitExpression | ts.YieldExpression =>
  ts.isAwaitExpression(node) || ts.isYieldExpression(node);

/**
 * Source `await f()`, emitted `($a = await f(), ($h.pending || $h.f3) && $h.move(3, 7, $a), $a)`: `move` unwinds this one frame
 * when its function has newer code, which then goes on with the value. While no update came, V8 folds the test away. A statement `await f();` does
 * without the last `$a`.
 * (sample `suspensions-of-every-kind`)
 */
export function printSuspension(cx: Context, node: ts.AwaitExpression | ts.YieldExpression, suspended: Text): Text {
  if (!looksForNewerCode(cx.fn)) return suspended;
  cx.suspending.add(cx.fn);
  const value = ts.isExpressionStatement(node.parent) ? "" : `,${LOCAL.result}`;
  return [`(${LOCAL.result}=`, suspended, ",", printMove(cx, cx.fn, cx.pointOf(node), LOCAL.result), `${value})`];
}

/** A rejection or `throw()` goes on in a `catch` or `finally` block; a `for await` loop goes on at its head. */
export function printResumption(cx: Context, point: Point | undefined): Text {
  return looksForNewerCode(cx.fn) ? [printMove(cx, cx.fn, point, "void 0"), "; "] : "";
}

/** Where a frame cannot be saved it says at least that it went on in old code: the place is then no point, 0. */
function printMove(cx: Context, info: FunctionInfo, point: Point | undefined, value: string): Text {
  const { holder } = cx.input.names;
  const mark: Text = point === undefined ? "" : { mark: "point", fn: info.index, point: point.id };
  return [`(${holder}.pending||${slotName(holder, info.index)})&&${holder}.`, mark, `move(${info.index},${point?.id ?? 0},${value})`];
}

/** Whether a function can be suspended. */
export const canSuspend = (info: FunctionInfo): boolean => info.kind !== "sync";

export const looksForNewerCode = (info: FunctionInfo | undefined): info is FunctionInfo =>
  info !== undefined && info.fixed === undefined && canSuspend(info);
