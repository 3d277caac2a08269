// The verdicts of `diff`: every edit of the families beside this file gets the ones that it is labelled with.
import { beforeAll, describe, expect, test } from "vitest";
import { type Edit, judge, parseEdits, readFamilies, type Said } from "../harness/edits.ts";

const families = readFamilies();
let say: (edit: Edit) => Said;

beforeAll(async () => {
  const of = (isCommonJs: boolean): Edit[] =>
    families.flatMap(({ family, edits }) => ((family === "commonjs") === isCommonJs ? edits : []));
  const commonJs = of(true);
  const [sayModule, sayCommonJs] = [await judge(of(false), "module"), await judge(commonJs, "commonjs")];
  say = (edit) => (commonJs.includes(edit) ? sayCommonJs(edit) : sayModule(edit));
}, 180_000);

for (const { family, edits } of families) {
  describe(family, () => {
    test.each(edits.map((edit) => [edit.shows, edit] as const))("%s", (_, edit) => {
      const { changes, reasons } = say(edit);
      expect(changes, edit.at).toEqual(edit.expected.filter((line) => line !== "nothing").sort());
      for (const reason of edit.reasons) expect(reasons.join("\n"), edit.at).toContain(reason);
    });
  });
}

test("there are at least two hundred edits, every one is labelled, and none twice", () => {
  const all = families.flatMap(({ edits }) => edits);
  expect(all.length).toBeGreaterThanOrEqual(200);
  expect(new Set(all.map(({ shows }) => shows)).size).toBe(all.length);
  expect(all.filter(({ expected }) => expected.length === 0)).toEqual([]);
});

test("the reader of edits tells versions, files and labels apart", () => {
  const text = ["== one", "? safe variable a", "~ why", "both", "< old", "> new", "-- b.ts", "> only new", "== two", "? nothing", "x"].join(
    "\n",
  );
  const [one, two] = parseEdits(text, "f");
  expect(one).toMatchObject({ shows: "one", at: "f:1", expected: ["safe variable a"], reasons: ["why"] });
  expect(one?.files.get("main.ts")).toEqual({ old: ["both", "old"], new: ["both", "new"] });
  expect(one?.files.get("b.ts")).toEqual({ old: [], new: ["only new"] });
  expect(two).toMatchObject({ shows: "two", at: "f:9", expected: ["nothing"] });
});
