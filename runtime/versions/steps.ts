// Keeps a function's history as short as the code that is still alive needs it.
import type { CaptureSource, LocalSource, PointMapping } from "../contract/patch.js";
import type { TakenStep } from "../frames/way.js";

/**
 * Steps that no living code distinguishes become one, which leads from the first one's old code to the last one's new code.
 * @param living orders of the updates whose code is alive
 */
export function joinSteps(steps: readonly TakenStep[], living: readonly number[]): readonly TakenStep[] {
  const joined: TakenStep[] = [];
  const orders = [...living].sort((a, b) => a - b);
  let next = 0;
  for (const step of steps) {
    const before = joined.at(-1);
    while (before !== undefined && next < orders.length && (orders[next] as number) < before.order) next++;
    const isNeeded = before === undefined || (orders[next] ?? Number.POSITIVE_INFINITY) < step.order;
    const both = isNeeded ? undefined : join(before, step);
    if (both === undefined) joined.push(step);
    else joined[joined.length - 1] = both;
  }
  return joined;
}

/** What becomes of calls that missed it does not follow from its maps alone. */
const isDecided = ({ patch, otherwise }: TakenStep): boolean => patch.policy !== undefined || otherwise !== undefined;

/** Undefined where a value is computed between the two: then both are needed. */
function join(first: TakenStep, second: TakenStep): TakenStep | undefined {
  if (isDecided(first) || isDecided(second)) return undefined;
  const points = all(first.patch.points, (mapping) => (mapping.kind === "refused" ? mapping : joinMapping(mapping, second)));
  const captures = all(second.patch.captures, (source) => joinCapture(source, first.patch.captures));
  if (points === undefined || captures === undefined) return undefined;
  return {
    patch: { ...second.patch, old: first.patch.old, points, captures, cleaning: first.patch.cleaning },
    next: second.next,
    units: second.units,
    transform: second.transform,
    order: second.order,
    leavesRunning: first.leavesRunning || second.leavesRunning,
  };
}

function joinMapping(first: Extract<PointMapping, { kind: "mapped" }>, { patch, next }: TakenStep): PointMapping | undefined {
  const { old } = first;
  const second = patch.points.find((mapping) => mapping.old === first.new);
  if (second === undefined)
    return { kind: "refused", old, code: "UNMAPPED", why: "the patch does not say where it goes on", at: next.place };
  if (second.kind === "refused") return { ...second, old };
  const locals = all(second.locals, (source) => joinSource(source, first.locals));
  return locals && { kind: "mapped", old, new: second.new, locals };
}

/** Undefined where one of the answers is. */
function all<From, To>(items: readonly From[], find: (item: From) => To | undefined): To[] | undefined {
  const found = items.map(find);
  return found.includes(undefined) ? undefined : (found as To[]);
}

/** What is handed on as it is needs no step between; what is shared by cells does. */
function joinCapture(source: CaptureSource, before: readonly CaptureSource[]): CaptureSource | undefined {
  if (source.kind === "none") return source;
  const origin = source.kind === "held" ? before[source.index] : undefined;
  return origin?.kind === "held" || origin?.kind === "none" ? origin : undefined;
}

function joinSource(source: LocalSource, before: readonly LocalSource[]): LocalSource | undefined {
  if (source.kind === "initial" || source.kind === "unset") return source;
  if (source.kind !== "saved") return undefined;
  const origin = before[source.index];
  return origin?.kind === "saved" || origin?.kind === "unset" ? origin : undefined;
}
