// The parts of the benchmark that choose, change and count. Nothing here is measured.
import { describe, expect, test } from "vitest";
import { changeEveryFunction } from "./change.ts";
import { groups } from "./groups.ts";
import { readOptions, UsageError, usage } from "./options.ts";
import type { Report } from "./report.ts";
import { inRounds } from "./rounds.ts";
import { toMeanRow, toRatioRow } from "./rows.ts";
import { formatReport } from "./table.ts";

const chosen = (...args: string[]): readonly string[] =>
  readOptions(args).choices.map(({ group, members }) => [group.name, ...members].join(" "));

describe("what is chosen", () => {
  test("everything where nothing is named, and every name is there once", () => {
    const names = groups.flatMap(({ name, members = [] }) => [name, ...members]);
    expect(chosen().map((text) => text.split(" ")[0])).toEqual(groups.map(({ name }) => name));
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(usage()).toContain(name);
  });

  test("groups and single programs, in the order of the groups", () => {
    expect(chosen("--only", "instances,closures,fib,cd")).toEqual(["cpu cd fib", "data closures", "instances"]);
    expect(() => chosen("--only", "fib,nothing")).toThrow(UsageError);
  });

  test("without extras: programs before any update", () => {
    expect(chosen("--only", "fib,start-up", "--no-extras")).toEqual(["cpu fib"]);
    expect(readOptions(["--no-extras"]).updates).toEqual([]);
    expect(readOptions(["--updates", "3,7"]).updates).toEqual([3, 7]);
    expect(() => readOptions(["--rounds", "0"])).toThrow(UsageError);
  });
});

test("another version of a program differs in every function, however it is written", () => {
  expect(changeEveryFunction("const f = (a) => (b) => a + b;")).toBe(
    "const f = (a) => { void 0; return (b) => { void 0; return a + b; }; };",
  );
  expect(changeEveryFunction("class A { #x = () => ({}); get m() { return 1; } }")).toBe(
    "class A { #x = () => { void 0; return ({}); }; get m() {void 0; return 1; } }",
  );
});

test("every round begins with another variant", async () => {
  const order: string[] = [];
  const measured = await inRounds(["a", "b"], 2, (name) => order.push(name));
  expect(order).toEqual(["a", "b", "b", "a"]);
  expect([...measured]).toEqual([
    ["a", [1, 4]],
    ["b", [2, 3]],
  ]);
});

test("a table shows medians of the ratios of each round, with what they lie between", () => {
  const measured = (values: readonly number[]): ReadonlyMap<string, readonly number[]> =>
    new Map([
      ["plain", [10, 20, 40]],
      ["updatable", values],
    ]);
  const short = new Map(["plain", "updatable"].map((variant, index) => [variant, [index, index, index]]));
  const rows = [toRatioRow("one", "ms", measured([10, 40, 40])), toRatioRow("four", "ms", measured([40, 80, 160]))];
  const section = {
    title: "programs",
    columns: ["plain", "updatable"],
    rows: [...rows, toMeanRow(rows), toRatioRow("short", "ms", short)],
  };
  const load = { before: 9, after: 9 };
  const report: Report = {
    node: "24",
    v8: "13",
    machine: "m",
    date: "",
    load,
    rounds: 3,
    iterations: 1,
    updates: [],
    sections: [section],
    problems: ["p"],
  };
  const text = formatReport(report);
  expect(text).toContain("busy machine (load 9.0 before, 9.0 at the end)");
  expect(text).toMatch(/one +20 ms +1\.00 \(1\.00 to 2\.00\)/);
  expect(text).toMatch(/four +20 ms +4\.00\n/);
  expect(text).toMatch(/geometric mean +2\.00 \(2\.00 to 2\.83\)/);
  expect(text).toMatch(/short +0 ms +too short to compare\n/);
  expect(text).toMatch(/\n! p$/);
});
