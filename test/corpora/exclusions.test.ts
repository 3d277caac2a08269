// The corpora need checkouts that are not part of this repository, so that `npm test` does not run them: `npm run test:corpora` does.
// What they leave out is checked here.
import { expect, test } from "vitest";
import { corpora } from "./corpora.ts";
import { type Exclusion, judge, readExclusions } from "./exclusions.ts";

const names = corpora.map((corpus) => corpus.name);

test("exclusions.json can be read, and every exclusion has a reason", () => {
  console.log(`The corpora (${names.join(", ")}) are not run here, but by: npm run test:corpora`);
  for (const [, exclusions] of readExclusions(names)) expect(exclusions).not.toEqual([]);
});

test("an exclusion without a reason, for all subjects, or of an unknown corpus is not accepted", () => {
  const read =
    (list: unknown, corpus = "some") =>
    () =>
      readExclusions(["some"], JSON.stringify({ [corpus]: list }));
  const good = { pattern: "^a/b", reason: "It is so." };
  expect(read([good])).not.toThrow();
  expect(read([good], "other")).toThrow('no corpus "other"');
  expect(read(good)).toThrow("a list was expected");
  expect(read([{ pattern: "^a/b" }])).toThrow('"reason" must be a sentence');
  expect(read([{ ...good, reason: "todo" }])).toThrow('"reason" must be a sentence');
  expect(read([{ ...good, pattern: "(" }])).toThrow('"pattern" must be a regular expression');
  expect(read([{ ...good, pattern: "a?" }])).toThrow("matches everything");
  expect(read([{ ...good, run: "later" }])).toThrow('"run" can be "compare" or "never"');
  expect(read([{ ...good, count: 1 }])).toThrow("not count");
});

test("a difference is open unless an exclusion matches it, and an exclusion that matches none is told", () => {
  const different = (subject: string, way: string) => ({ subject, way, what: "it printed something else" });
  const exclusion = (pattern: RegExp): Exclusion => ({ pattern, run: "compare", reason: "It is so." });
  const { open, excluded } = judge(
    [different("a/b.js", "updatable"), different("a/b.js", "storm"), different("c.js", "storm")],
    [exclusion(/^a/), exclusion(/^d/)],
  );
  expect(open.map(({ subject }) => subject)).toEqual(["c.js"]);
  expect(excluded.map(({ subjects }) => subjects)).toEqual([1, 0]);
  const left = judge([], [{ pattern: /^e/, run: "never", reason: "It needs a tool." }], ["e.js", "e/f.js"]);
  expect(left.excluded.map(({ subjects }) => subjects)).toEqual([2]);
});
