import { expect } from "vitest";
import type { Pair, Scenario } from "../../harness/pairs.ts";

export default {
  shows: "a module that is not imported any more is reported, and is there again after a rollback",
  builds: ["esm", "cjs"],
  async run(pair: Pair) {
    const program = await pair.start();
    await program.line("ready");
    const { folder, answer } = await pair.diff("v1", "v2");
    expect(answer.changes).toContainEqual(expect.objectContaining({ what: "module", action: "removed", code: "STAYS_LOADED" }));
    await program.update(folder);
    program.send("a");
    await program.line("own a");
    await program.goBack();
    program.send("b");
    await program.line("old b");
  },
} satisfies Scenario;
