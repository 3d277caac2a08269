import { expect } from "vitest";
import type { Pair, Scenario } from "../../harness/pairs.ts";

export default [
  {
    shows: "methods change while one runs, with private fields and super; what was extracted stays the same function",
    builds: ["esm", "cjs"],
    async run(pair: Pair) {
      const program = await pair.start();
      await program.line("v1 at 3");
      await program.update(await pair.patch());
      await program.line("v2 at 6");
      await program.goBack();
      await program.line("v1 1; v1 2; v1 3; v2 4; v2 5; v2 6; v1 7; v1 8; v1 9; v1 10");
      await program.line("v1 base 10 10");
      await program.line("true true steps,name");
      await program.line("v1-x 2");
    },
  },
  {
    shows: "after the update all of the class is new",
    async run(pair: Pair) {
      const program = await pair.start("v1", { env: {} });
      await program.line("v1 at 3");
      await program.update(await pair.patch());
      await program.line("v2 at 6");
      expect((await program.status()).stale).toEqual([]);
    },
  },
] satisfies readonly Scenario[];
