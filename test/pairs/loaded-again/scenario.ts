import { expect } from "vitest";
import type { Pair, Scenario } from "../../harness/pairs.ts";

export default {
  shows: "a file that was loaded twice is not updated, and the answer says why; others are",
  async run(pair: Pair) {
    const program = await pair.start();
    await program.ask("before", "before v1 v1 main");
    const { error } = await program.refuses(await pair.patch("v1", "v2"), "LOADED_AGAIN");
    expect(error).toMatchObject({ at: "src/rate.ts:1:1", message: expect.stringMatching(/^src\/rate\.ts was loaded more than once/) });
    await program.ask("after", "after v1 v1 main");
    await program.update(await pair.patch("v1", "v3"));
    await program.ask("other", "other v1 v1 new main");
  },
} satisfies Scenario;
