import type { Pair, Scenario } from "../../harness/pairs.ts";

export default {
  shows: "what is in flight in a private queue of an object is there after the update, in its order, and after the way back",
  builds: ["esm", "cjs"],
  async run(pair: Pair) {
    const program = await pair.start();
    for (const job of ["a", "b", "c", "d"]) program.send(`post ${job}`);
    await program.ask("work", "v1 a");
    await program.ask("show", "v1 3 in flight: b c d; 1 done");
    await program.update(await pair.patch());
    await program.ask("show", "v2 3 in flight: b c d; 1 done, 0 at most");
    await program.ask("post e", "v2 4 in flight: b c d e; 1 done, 4 at most");
    await program.ask("work", "v2 b");
    await program.goBack();
    await program.ask("show", "v1 3 in flight: c d e; 2 done");
    await program.ask("work", "v1 c");
  },
} satisfies Scenario;
