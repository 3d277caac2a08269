import type { Pair, Scenario } from "../../harness/pairs.ts";

export default {
  shows: "closures keep the variables of their own turn while the function of the loop changes, and share them with the call that goes on",
  builds: ["esm", "cjs"],
  async run(pair: Pair) {
    const program = await pair.start();
    await program.ask("show", "v1 0 1");
    await program.ask("turn", "v1 0 2");
    await program.ask("show", "v1 0 13; v1 1 1");
    await program.update(await pair.patch());
    await program.ask("show", "v2 0 15; v2 1 3");
    await program.ask("turn", "v2 0 17; v2 1 5");
    await program.ask("show", "v2 0 19; v2 1 107; v2 2 2");
    await program.ask("turn", "v2 0 21; v2 1 109; v2 2 4");
    await program.goBack();
    await program.ask("show", "v1 0 22; v1 1 110; v1 2 105; v1 3 1");
    await program.ask("turn", "v1 0 23; v1 1 111; v1 2 106; v1 3 2");
    await program.ask("show", "v1 0 24; v1 1 112; v1 2 107; v1 3 13; v1 x");
    await program.ask("turn", "v1 0 25; v1 1 113; v1 2 108; v1 3 14; v1 x");
    await program.ask("turn", "v1 0 26; v1 1 114; v1 2 109; v1 3 15; v1 x; v1 y");
    await program.line("v1 done");
  },
} satisfies Scenario;
