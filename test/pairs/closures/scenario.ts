import type { Pair, Scenario } from "../../harness/pairs.ts";

export default {
  shows: "closures made before run new code with their own variables, and stay the same functions",
  builds: ["esm", "cjs"],
  async run(pair: Pair) {
    const program = await pair.start();
    await program.line("ready");
    program.send("a");
    await program.line("v1 first! a 1 | v1 second! a 1 | v1 first! bound 2 | true 2");
    await program.update(await pair.patch());
    program.send("b");
    await program.line("v2 <first!> bb 3 | v2 <second!> bb 2 | v2 <first!> boundbound 4 | true 2");
    program.send("say");
    await program.line("v2 heard first hi 4");
    await program.line("v2 heard second hi 2");
    program.send("stop");
    await program.line(/ \| true 0$/);
    await program.goBack();
    program.send("c");
    await program.line("v1 first! c 9 | v1 second! c 5 | v1 first! bound 10 | true 0");
  },
} satisfies Scenario;
