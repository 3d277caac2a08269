import type { Pair, Scenario } from "../../harness/pairs.ts";

export default {
  shows:
    "generators that waited go on in new code after next() and throw(); what return() ends runs its own finally, that of the code it is in",
  builds: ["esm", "cjs"],
  async run(pair: Pair) {
    const program = await pair.start();
    await program.line("ready");
    await program.update(await pair.patch());
    await program.ask("return", "over/true/a finally v1");
    await program.ask("throw", "b caught v2 no/false/");
    await program.ask("next", "end v2/true/b finally v2");
    await program.ask("moved", "c1 v2/false/ over/true/c finally v2");
    await program.ask("break", "d1 v2 ");
    await program.ask("log", "ended d finally v2");
  },
} satisfies Scenario;
