import type { Pair, Scenario } from "../../harness/pairs.ts";

export default {
  shows: "every user of a constant in every module gets its new literal",
  builds: ["esm", "cjs"],
  async run(pair: Pair) {
    const program = await pair.start();
    await program.line("ready");
    program.send("a");
    await program.line("a 10 10 first -5");
    await program.update(await pair.patch());
    program.send("b");
    await program.line("b 20 20 second -7");
    await program.goBack();
    program.send("c");
    await program.line("c 10 10 first -5");
  },
} satisfies Scenario;
