import { expect } from "vitest";
import type { Pair, Scenario } from "../../harness/pairs.ts";

/** Where a call that waits has no place in the new version, and what is told of it. */
const left = [
  ["removed", "src/main.ts:24:3", /the statement was removed/],
  ["removedBefore", "src/main.ts:30:3", /the statement was removed/],
  ["movedIntoLoop", "src/main.ts:38:3", /inside another statement, such as a loop.*\(new version: src\/main\.ts:40:/],
  ["exchanged", "src/main.ts:54:3", /it waits for something else.*\(new version: src\/main\.ts:57:/],
  ["exchanged", "src/main.ts:56:3", /it waits for something else.*\(new version: src\/main\.ts:59:/],
] as const;

export default {
  shows:
    "calls wait while an await is added, removed or moved: each goes on where it can be told, all others end as they began, and are told",
  builds: ["esm", "cjs"],
  async run(pair: Pair) {
    const program = await pair.start();
    program.send("show");
    await program.line("waiting 7");
    const { stale } = await program.update(await pair.patch());
    expect(stale.map(({ function: name, at, count }) => [name, at, count])).toEqual(left.map(([name, at]) => [name, at, 0]));
    for (const [index, [, , why]] of left.entries()) expect(stale[index]?.why).toMatch(why);
    program.send("open");
    await program.line("exchanged v1 end");
    program.send("show");
    await program.line("waiting 1");
    program.send("open");
    await program.line("addedBehind v2 further");
    const told = program.lines.filter((line) => / v\d/.test(line));
    expect(told.sort()).toEqual([
      "addedBefore v1 start",
      "addedBefore v2 end",
      "addedBehind v2 end",
      "addedBehind v2 further",
      "exchanged v1 between",
      "exchanged v1 end",
      "movedBehind v2 second",
      "movedIntoLoop v1 2",
      "removed v1 end",
      "removed v1 start",
      "removedBefore v2 end",
    ]);
    const seen = (await program.status()).stale.filter(({ count }) => count > 0);
    expect(seen.map(({ function: name }) => name).sort()).toEqual(["exchanged", "exchanged", "movedIntoLoop", "removed"]);
  },
} satisfies Scenario;
