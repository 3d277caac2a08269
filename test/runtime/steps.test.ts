// Joining the steps of a function's history, as data.
import { expect, test } from "vitest";
import type { CaptureSource, LocalSource, PointMapping } from "../../runtime/contract/patch.ts";
import type { TakenStep } from "../../runtime/frames/way.ts";
import { joinSteps } from "../../runtime/versions/steps.ts";

const place = { file: "main.ts", line: 1, column: 0 };

function step(order: number, ...points: readonly PointMapping[]): TakenStep {
  const next = { place, id: `f@${order}` } as unknown as TakenStep["next"];
  return {
    patch: { old: `f@${order - 1}`, new: `f@${order}`, points, captures: [] },
    next,
    units: {} as TakenStep["units"],
    order,
    leavesRunning: false,
  };
}

const saved = (index: number): LocalSource => ({ kind: "saved", index });
const mapped = (old: number, to: number, ...locals: readonly LocalSource[]): PointMapping => ({ kind: "mapped", old, new: to, locals });

test("steps that no living code distinguishes become one that leads all the way", () => {
  const steps = [
    step(1, mapped(1, 2, saved(1), saved(0))),
    step(2, mapped(2, 5, saved(1), { kind: "unset" })),
    step(3, mapped(5, 6, saved(0))),
  ];
  const [only, ...others] = joinSteps(steps, [0, 3]);
  expect(others).toEqual([]);
  expect(only).toMatchObject({ order: 3, patch: { old: "f@0", new: "f@3", points: [mapped(1, 6, saved(0))] } });
});

test("code that is alive between two steps keeps them apart", () => {
  const steps = [step(1, mapped(1, 1)), step(2, mapped(1, 1)), step(3, mapped(1, 1))];
  expect(joinSteps(steps, [0, 1]).map(({ order }) => order)).toEqual([1, 3]);
  expect(joinSteps(steps, [0, 2]).map(({ order }) => order)).toEqual([2, 3]);
});

test("a value that is computed on the way keeps its step, unless nothing asks for it", () => {
  const first = step(1, mapped(1, 1, { kind: "initial" }));
  expect(joinSteps([first, step(2, mapped(1, 1, saved(0)))], [0])).toHaveLength(2);
  expect(joinSteps([first, step(2, mapped(1, 1, { kind: "initial" }))], [0])).toHaveLength(1);
});

test("a place that is lost on the way stays lost, with the first reason", () => {
  const refused: PointMapping = { kind: "refused", old: 2, code: "NO_MATCH", why: "the loop was removed", at: place };
  const [only] = joinSteps([step(1, mapped(1, 2), mapped(3, 4)), step(2, refused)], [0]);
  expect(only?.patch.points).toMatchObject([
    { kind: "refused", old: 1, why: "the loop was removed" },
    { kind: "refused", old: 3, code: "UNMAPPED" },
  ]);
});

test("captured variables that are handed on are joined, those that are shared by cells are not", () => {
  const capturing = (order: number, ...captures: readonly CaptureSource[]): TakenStep => {
    const plain = step(order);
    return { ...plain, patch: { ...plain.patch, captures } };
  };
  const cells = { kind: "cell", cells: 0, name: "x" } as unknown as CaptureSource;
  const [only] = joinSteps(
    [capturing(1, { kind: "held", index: 4 }, { kind: "none" }), capturing(2, { kind: "held", index: 1 }, { kind: "held", index: 0 })],
    [0],
  );
  expect(only?.patch.captures).toEqual([{ kind: "none" }, { kind: "held", index: 4 }]);
  expect(joinSteps([capturing(1, cells), capturing(2, { kind: "held", index: 0 })], [0])).toHaveLength(2);
});
