import { join } from "node:path";
import { expect } from "vitest";
import { type Pair, pairsFolder, type Scenario } from "../../harness/pairs.ts";

export default {
  shows:
    "each server is asked once for its state of the new version; messages that arrive meanwhile are kept, and handled in the version in force",
  builds: ["esm", "cjs"],
  async run(pair: Pair) {
    const program = await pair.start();
    program.send("add 5");
    program.send("ask");
    await program.line("v1 b 5");
    const patch = await pair.patch("v1", "v2", "--transformers", join(pairsFolder, "gen-server", "transformers.ts"));
    const updated = program.update(patch);
    await program.line("code change of b from 1");
    // It enters the program beside the hooks, so that they are asked again; the servers stay where they wait.
    program.send("add 2");
    await program.line("sent add 2");
    const { retries } = await updated;
    program.send("ask");
    await program.line("v2 a 7 of 1");
    await program.line("v2 b 7 of 1");
    const asked = program.lines.filter((line) => line.startsWith("code change of a"));
    expect(asked.length).toBe(1 + (retries ?? 0));
    await program.goBack();
    program.send("add 1");
    program.send("ask");
    await program.line("v1 a 8");
    await program.line("v1 b 8");
  },
} satisfies Scenario;
