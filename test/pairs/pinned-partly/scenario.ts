import type { Pair, Scenario } from "../../harness/pairs.ts";

export default {
  shows: "functions that only some updates change are called by work of three versions, each as its version has them",
  async run(pair: Pair) {
    const program = await pair.start();
    await program.line("ready");
    program.send("a");
    await program.line("a 11");
    await program.update(await pair.patch("v1", "v2"), "--policy", "finish-old");
    program.send("b");
    await program.line("b 21");
    await program.update(await pair.patch("v2", "v3"), "--policy", "finish-old");
    program.send("c");
    await program.line("c 23");
    program.send("release");
    await program.line("release 23");
    for (const [name, version] of Object.entries({ a: "11", b: "21", c: "23" })) await program.line(`${name}: ${version} ${version}`);
    for (const [name, version] of Object.entries({ a: "11", b: "21", c: "23" })) await program.line(`${name} again: ${version}`);
    program.send("d");
    await program.line("d 23");
  },
} satisfies Scenario;
