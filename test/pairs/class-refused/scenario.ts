import { expect } from "vitest";
import type { Pair, Scenario } from "../../harness/pairs.ts";

export default {
  shows: "what a class or its objects cannot follow is told for each member, with the reason and the place",
  async run(pair: Pair) {
    const { code, answer } = await pair.diff("v1", "v2");
    expect(code).toBe(1);
    const told = answer.changes.filter((c) => c.what === "class").map((c) => [c.name, c.verdict, c.code, c.old?.line, c.new?.line]);
    expect(told).toEqual([
      ["Plain", "refused", "BASE_KIND", 15, 15],
      ["Moved extends Other", "refused", "BASE_FIELDS", 17, 17],
      ["Derived", "refused", "CONSTRUCTOR", 19, 19],
      ["Grown.id", "needs-transformer", "FIELD_ADDED", undefined, 27],
      ["Grown.at", "needs-transformer", "FIELD_ADDED", undefined, 28],
      ["Effects.old", "refused", "FIELD", 24, undefined],
      ["Typed.value", "needs-transformer", "FIELD_TYPE", 28, 38],
      ["Typed.length", "needs-transformer", "FIELD_RENAMED", 29, 39],
      ["Typed.size", "migrated", "FIELD_REMOVED", 29, undefined],
      ["Hidden.#secret", "refused", "MEMBER", 33, 43],
      ["Listed", "refused", "BASE_KIND", 40, 52],
      ["local/Inner", "refused", "CLASS_LOCAL", 43, 55],
    ]);
  },
} satisfies Scenario;
