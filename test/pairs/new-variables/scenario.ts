import type { Pair, Scenario } from "../../harness/pairs.ts";

export default {
  shows: "new module variables are initialised in their order, keep their values later, and old ones keep theirs",
  builds: ["esm", "cjs"],
  async run(pair: Pair) {
    const program = await pair.start();
    await program.line("ready");
    program.send("a");
    await program.line("v1 a 1");
    await program.update(await pair.patch());
    program.send("b");
    await program.line("v2 b 2 111 1 101");
    await program.update(await pair.patch("v2", "v3"));
    program.send("c");
    await program.line("v3 c 3 121 3 101");
    await program.goBack();
    program.send("d");
    await program.line("v2 d 4 131 4 101");
    await program.goBack();
    program.send("e");
    await program.line("v1 e 5");
  },
} satisfies Scenario;
