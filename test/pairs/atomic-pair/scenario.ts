import { expect } from "vitest";
import type { Pair, Scenario } from "../../harness/pairs.ts";

export default {
  shows: "no caller ever sees one function new and the other old",
  async run(pair: Pair) {
    const program = await pair.start();
    await program.line("pair 1 1");
    const patch = await pair.patch();
    await program.update(patch);
    await program.line("pair 2 2");
    for (let round = 0; round < 3; round++) {
      await program.goBack();
      await program.update(patch);
    }
    expect(program.lines).toEqual(["ready", "pair 1 1", "pair 2 2"]);
  },
} satisfies Scenario;
