import type { Pair, Scenario } from "../../harness/pairs.ts";

export default {
  shows:
    "new code of a closure is a function under a name: it hides no other that the closure uses, and needs none that the language forbids",
  builds: ["esm", "cjs"],
  async run(pair: Pair) {
    const program = await pair.start();
    await program.line("ready");
    program.send("a");
    await program.line("29,7,4,5,7 8,13,5,6,7 3 true");
    await program.update(await pair.patch());
    program.send("b");
    await program.line("352,107,104,105,107 108,213,105,106,107 3 true");
    await program.goBack();
    program.send("c");
    await program.line("275,7,4,5,7 8,13,5,6,7 3 true");
  },
} satisfies Scenario;
