import type { Pair, Scenario } from "../../harness/pairs.ts";

export default [
  {
    shows: "a module that is loaded after the update runs its new code, and its old after a rollback",
    builds: ["esm", "cjs"],
    async run(pair: Pair) {
      const program = await pair.start();
      await program.line("ready");
      await program.update(await pair.patch());
      program.send("a");
      await program.line("v2 not loaded");
      program.send("load");
      await program.line("loaded");
      program.send("a");
      await program.line("v2 hello <a> 1 5");
      await program.goBack();
      program.send("b");
      await program.line("v1 hello b 2");
    },
  },
  {
    shows: "a module that is loaded after a rollback runs its old code",
    builds: ["esm", "cjs"],
    async run(pair: Pair) {
      const program = await pair.start();
      await program.line("ready");
      await program.update(await pair.patch());
      await program.goBack();
      program.send("load");
      await program.line("loaded");
      program.send("a");
      await program.line("v1 hello a 1");
    },
  },
] satisfies readonly Scenario[];
