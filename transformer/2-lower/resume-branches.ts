// Prints the branches by which a rebuilt frame goes on inside an expression, and the tests that lead it there.
import ts from "typescript";
import type { Point } from "../1-analyze/points.js";
import { isSuperCall } from "../syntax/classes.js";
import { isKeepable } from "../syntax/keepable.js";
import { LOCAL } from "../text/names.js";
import { quote, type Text } from "../text/text.js";
import type { Context } from "./context.js";
import { printRest } from "./resume-expressions.js";

export type Range = readonly [first: number, last: number];

export const inRange = ([first, last]: Range): string =>
  first === last ? `${LOCAL.point} === ${first}` : `${LOCAL.point} >= ${first} && ${LOCAL.point} <= ${last}`;

/** True as soon as the frame goes on as always. */
export const HAS_RESUMED = `${LOCAL.point} === 0`;

/**
 * For each point of an expression: `if ($p === 2) { $p = 0; const $y = $n(); use(rest of the expression) }`, joined by `else`. Nothing is
 * evaluated before `$n()`: a rehearsal enters frames whose locals are unset. (sample `argument-order-with-calls`)
 */
export function printBranches(cx: Context, expression: ts.Expression, use: (value: Text) => Text, prefix = ""): Text {
  const range = cx.range(expression);
  if (range === undefined) return "";
  const out: Text[] = [];
  for (let id = range[0]; id <= range[1]; id++) {
    const rest = printRest(cx, expression, getPoint(cx, id));
    out.push(
      `${out.length === 0 ? prefix : " else "}if (${LOCAL.point} === ${id}) { ${LOCAL.point} = 0; const ${LOCAL.arrived} = `,
      printArrival(cx, id),
      "; ",
      use(rest),
      " }",
    );
  }
  return out;
}

/** `$n()`; of a construction `$n(true)`: a constructor that returns no object gives its `this`. (sample `recursion-of-every-kind`) */
function printArrival(cx: Context, id: number): Text {
  const { node } = getPoint(cx, id);
  const called = ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression) ? node.expression.name : node;
  const mark: Text = { mark: "point", fn: cx.getFunction().index, point: id, origin: cx.startOf(called) };
  return [mark, `${LOCAL.next}(${isConstruction(node) ? "true" : ""})`];
}

/** `new F()`, or the same in other words. */
const isConstruction = (node: ts.Node): boolean =>
  ts.isNewExpression(node) || isSuperCall(node) || (ts.isCallExpression(node) && node.expression.getText() === "Reflect.construct");

const getPoint = (cx: Context, id: number): Point => cx.pointsOf(cx.getFunction()).points[id - 1] as Point;

/**
 * For a point that has no value to wait for: `if ($p === 3) { $p = 0; $n(); }`. A call that is to be ended there ends by `$n()`, and a computation
 * that goes on in another process can be updated there before it does. (pair `checkpoint`)
 */
export function printArrivedAt(cx: Context, node: ts.Node): Text {
  const point = cx.pointOf(node);
  if (point === undefined) return "";
  const mark: Text = { mark: "point", fn: cx.getFunction().index, point: point.id, origin: cx.startOf(node) };
  return [`if (${LOCAL.point} === ${point.id}) { ${LOCAL.point} = 0; `, mark, `${LOCAL.next}(); } `];
}

/**
 * Source `const seen = new Set();` in the function's own block, resumed `if (!$l.has("seen")) { const seen = new Set(); }`: a call that begins
 * anew may keep the value that it had. (pair `restart`)
 */
export const printUnlessKept = (declaration: ts.VariableDeclaration, text: Text): Text =>
  isKeepable(declaration) ? [`if (!${LOCAL.kept}.has(${quote(declaration.name.getText())})) { `, text, " }"] : text;
