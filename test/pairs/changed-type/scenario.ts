import { existsSync } from "node:fs";
import { expect } from "vitest";
import type { Pair, Scenario } from "../../harness/pairs.ts";

export default {
  shows: "a variable whose type changed needs a transformer, also where only a type inside it did; no patch is written",
  async run(pair: Pair) {
    const { code, answer, stderr, folder } = await pair.diff("v1", "v2");
    expect(code).toBe(1);
    expect(existsSync(folder)).toBe(false);
    const needed = answer.changes.filter((change) => change.verdict === "needs-transformer");
    expect(needed.map((change) => [change.name, change.code, change.new?.line])).toEqual([
      ["users", "VARIABLE_TYPE", 8],
      ["last", "VARIABLE_TYPE", 10],
    ]);
    expect(stderr).toMatch(/`number`.*`string`/);
  },
} satisfies Scenario;
