import type { Pair, Scenario } from "../../harness/pairs.ts";

export default {
  shows: "a calculator gets four more digits while it computes",
  builds: ["esm", "cjs"],
  async run(pair: Pair) {
    const program = await pair.start();
    await program.line("at 9: 362880");
    await program.update(await pair.patch());
    await program.line("87178291200");
    await program.goBack();
    await program.line("1.3076743*10^12");
  },
} satisfies Scenario;
