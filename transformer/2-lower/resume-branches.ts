// Prints the branches by which a rebuilt frame goes on inside an expression, and the tests that lead it there.
import type ts from "typescript";
import type { Point } from "../1-analyze/points.js";
import { LOCAL } from "../text/names.js";
import type { Text } from "../text/text.js";
import type { Context } from "./context.js";
import { printRest } from "./resume-expressions.js";

export type Range = readonly [first: number, last: number];

export const inRange = ([first, last]: Range): string =>
  first === last ? `${LOCAL.point} === ${first}` : `${LOCAL.point} >= ${first} && ${LOCAL.point} <= ${last}`;

/** True as soon as the frame goes on as always. */
export const HAS_RESUMED = `${LOCAL.point} === 0`;

/** For each point of an expression: `if ($p === 2) { $p = 0; use(rest of the expression) }`, joined by `else`. */
export function printBranches(cx: Context, expression: ts.Expression, use: (value: Text) => Text, prefix = ""): Text {
  const range = cx.range(expression);
  if (range === undefined) return "";
  const out: Text[] = [];
  for (let id = range[0]; id <= range[1]; id++) {
    const rest = printRest(cx, expression, getPoint(cx, id));
    out.push(`${out.length === 0 ? prefix : " else "}if (${LOCAL.point} === ${id}) { ${LOCAL.point} = 0; `, use(rest), " }");
  }
  return out;
}

const getPoint = (cx: Context, id: number): Point => cx.pointsOf(cx.getFunction()).points[id - 1] as Point;

/** For a point that has no value to wait for: `if ($p === 3) $p = 0;`. */
export function printArrivedAt(cx: Context, node: ts.Node): Text {
  const point = cx.pointOf(node);
  return point === undefined ? "" : `if (${LOCAL.point} === ${point.id}) ${LOCAL.point} = 0; `;
}
