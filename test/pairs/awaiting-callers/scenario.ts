import { expect } from "vitest";
import type { Pair, Scenario } from "../../harness/pairs.ts";

export default {
  shows: "calls that await the running one are not in its way: it moves, and they go on in new code when it has returned",
  builds: ["esm", "cjs"],
  async run(pair: Pair) {
    const program = await pair.start("v1");
    await program.line("inner goes on");
    const answer = await program.update(await pair.patch());
    // Among the functions that run are `inner` and what it calls, and nothing else.
    expect(answer.moved?.map((frame) => frame.function)).toContain("inner");
    expect(answer.moved?.map((frame) => frame.function)).not.toContain("outer");
    await program.line("outer v2 middle v2 inner v2");
    await program.end();
  },
} satisfies Scenario;
