// A few random programs, always the same ones. `npm run test:random -- --runs 1000` looks for more.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { RandomModule } from "./functions.ts";
import { search } from "./search.ts";
import { render, text } from "./text.ts";

const runs = Number(process.env["RANDOM_RUNS"] ?? 10);
const seed = Number(process.env["RANDOM_SEED"] ?? 1);

test("random programs behave the same in every build and storm, and updates do what they mean", {
  timeout: 60_000 + runs * 20_000,
}, async () => {
  const failures = mkdtempSync(join(tmpdir(), "ts-updatable-random-"));
  const { tally, failure } = await search({ runs, seed, failures });
  expect(failure).toBeUndefined();
  rmSync(failures, { recursive: true });
  expect(tally.programs).toBe(runs);
  // A search in which nothing happens would find nothing.
  expect(tally.stormed).toBeGreaterThan(runs * 20);
  expect(tally.frames).toBeGreaterThan(runs);
  expect(tally.same).toBeGreaterThan(runs / 2);
});

test("a difference between the versions is asked for where both are one program", () => {
  const added = [{ kind: "statement", old: [], next: text`log(${1});` } as const];
  expect([1, 2, "both"].map((how) => render(text`a(); ${added}`, how as 1))).toEqual([
    "a(); ",
    "a(); log(1);",
    "a(); if (V.v === 1) {} else {log(1);}",
  ]);
});

test("without decisions, the program is the smallest there is", () => {
  const choice = { kind: 0, detail: 0, edit: 0, parts: [] };
  expect(new RandomModule([choice]).text(1)).toContain("return 1 as any;");
});
