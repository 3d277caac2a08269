import { expect } from "vitest";
import type { Pair, Scenario } from "../../harness/pairs.ts";

export default [
  {
    shows: "a variable that moves into the exports of a CommonJS module is refused by name",
    builds: ["cjs"],
    async run(pair: Pair) {
      const { code, stderr } = await pair.diff("v1", "v2");
      expect(code).toBe(1);
      expect(stderr).toMatch(/src\/store\.ts:1:\d+: .*`users`.*src\/main\.ts:4.*EXPORTED_PROPERTY/);
    },
  },
  {
    shows: "variables that move to another module keep their values and their identity, there and back",
    async run(pair: Pair) {
      const { code, answer, folder } = await pair.diff("v1", "v2");
      expect(code).toBe(0);
      const moved = answer.changes.filter((change) => change.code === "MOVED");
      expect(moved.map(({ name, verdict, new: place }) => [name, verdict, place?.file])).toEqual([
        ["users", "migrated", "src/store.ts"],
        ["count", "migrated", "src/store.ts"],
      ]);
      const program = await pair.start();
      await program.line("ready");
      program.send("a");
      await program.line("v1 a1 1");
      await program.update(folder);
      program.send("b");
      await program.line("v2 a1,b2 2 true");
      await program.goBack();
      program.send("c");
      await program.line("v1 a1,b2,c3 3");
      await program.update(folder);
      program.send("d");
      await program.line("v2 a1,b2,c3,d4 4 true");
    },
  },
] satisfies readonly Scenario[];
