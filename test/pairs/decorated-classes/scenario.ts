import { expect } from "vitest";
import type { Pair, Scenario } from "../../harness/pairs.ts";

export default [
  {
    shows: "members and fields come and go in classes with decorators, also where a decorator gave the name another class",
    builds: ["esm", "cjs"],
    async run(pair: Pair) {
      const program = await pair.start();
      program.send("add");
      await program.line("logged 2");
      program.send("show");
      await program.line("v1 ada,bob x2 of 10 | v1 1 | v1 plain | v1 ada x3 of 10 | v1 1");
      await program.update(await pair.patch());
      program.send("show");
      await program.line("v2 ada,bob x2 of 10 count 12 new | v2 2 home | v2 plain | v2 ada x3 of 10 count 11 new | v2 1 home");
      program.send("add");
      await program.line("logged 3");
      program.send("same");
      await program.line("true true true 3 /users list,/plain plain");
      await program.goBack();
      program.send("show");
      await program.line("v1 ada,bob,bob x2 of 10 | v1 3 | v1 plain | v1 ada x3 of 10 | v1 1");
    },
  },
  {
    shows: "a new class with decorators is refused in a module that has run: they would not run",
    async run(pair: Pair) {
      const { code, answer } = await pair.diff("v1", "v3");
      expect(code).toBe(1);
      expect(answer?.changes.filter((change) => change.verdict === "refused")).toMatchObject([{ name: "Late", code: "DECORATORS" }]);
    },
  },
] satisfies readonly Scenario[];
