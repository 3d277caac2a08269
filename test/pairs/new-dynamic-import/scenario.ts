import type { Pair, Scenario } from "../../harness/pairs.ts";

export default {
  shows: "a patch brings the first `import()` of a module, which finds the modules that the program has",
  builds: ["esm", "cjs"],
  async run(pair: Pair) {
    const program = await pair.start();
    await program.ask("4", "v1 8");
    await program.update(await pair.patch());
    await program.ask("4", "v2 8 ");
    for (let told = ""; told === ""; ) {
      program.send("5");
      [, told = ""] = await program.line(/^v2 10 (.*)$/);
    }
    program.send("6");
    await program.line(/^v2 12 .*(ERR_)?MODULE_NOT_FOUND,.*a\/b,.*true/);
  },
} satisfies Scenario;
