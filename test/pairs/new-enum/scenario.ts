import type { Pair, Scenario } from "../../harness/pairs.ts";

export default {
  shows: "an enumeration that is new has its members",
  builds: ["esm", "cjs"],
  async run(pair: Pair) {
    const program = await pair.start();
    await program.line("ready");
    await program.update(await pair.patch());
    program.send("long");
    await program.line("v2 long Busy");
    program.send("no");
    await program.line("v2 no Calm");
  },
} satisfies Scenario;
