import type { Pair, Scenario } from "../../harness/pairs.ts";

export default {
  shows: "new members of an enumeration are there for new code, and values that are held mean what they meant",
  builds: ["esm", "cjs"],
  async run(pair: Pair) {
    const program = await pair.start();
    await program.line("ready");
    program.send("green");
    await program.line("v1 Green");
    await program.update(await pair.patch());
    program.send("blue");
    await program.line("v2 Green,Blue");
  },
} satisfies Scenario;
