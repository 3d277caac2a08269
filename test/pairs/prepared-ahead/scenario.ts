import type { Pair, Scenario } from "../../harness/pairs.ts";

export default [
  {
    shows: "an update and the way back are prepared before they begin",
    async run(pair: Pair) {
      const program = await pair.start();
      await program.update(await pair.patch());
      await program.ask("asked", "prepare apply");
      await program.ask("first", "v2 near, not loaded");
      await program.goBack();
      await program.ask("asked", "prepare rollback");
      await program.ask("second", "v1 near, not loaded");
    },
  },
  {
    shows: "what was prepared is not used where a module that it speaks of was loaded since",
    async run(pair: Pair) {
      const program = await pair.start();
      await program.ask("load late", "v1 near, not loaded");
      await program.update(await pair.patch());
      await program.ask("first", "v2 near, v2 late");
      await program.goBack();
      await program.ask("second", "v1 near, v1 late");
    },
  },
] satisfies readonly Scenario[];
