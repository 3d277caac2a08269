import { join } from "node:path";
import { type Pair, pairsFolder, type Scenario } from "../../harness/pairs.ts";

const tags = ["--transformers", join(pairsFolder, "initialisers-in-later-versions", "transformers.ts")] as const;

const first = "a v1 handled text old tags";

export default {
  shows: "a field that a patch brought begins as the newest version says, also one that held a function or holds one now",
  builds: ["esm", "cjs"],
  async run(pair: Pair) {
    const program = await pair.start();
    await program.ask("show", "v1 a v1 handled text []");
    await program.update(await pair.patch("v1", "v2", ...tags));
    await program.ask("new", `v2 ${first}; v2 b 5 v2 text tag 2 [2,2]`);
    program.send("run");
    await program.line("v2 runs");
    await program.update(await pair.patch("v2", "v3"));
    await program.line("v3 ran a");
    await program.ask("new", `v3 ${first}; v3 b 5 v3 text tag 2; v3 b v3 handled v3 text tag 3,more [2,2,3]`);
    await program.goBack();
    await program.ask("new", `v2 ${first}; v2 b 5 v2 text tag 2; v2 b v3 handled v2 text tag 3,more; v2 b 5 v2 text tag 2 [2,2,3,2]`);
  },
} satisfies Scenario;
