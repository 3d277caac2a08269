import { expect } from "vitest";
import type { Pair, Scenario } from "../../harness/pairs.ts";

export default {
  shows: "an endless loop without any call is left in new code, and the answer tells how long it took",
  builds: ["esm", "cjs", "poll"],
  async run(pair: Pair) {
    const program = await pair.start();
    await program.line("spinning");
    const answer = await program.update(await pair.patch());
    expect(answer.reachedAfterMs).toBeGreaterThan(0);
    expect(answer.pauseMs).toBeGreaterThan(0);
    expect(answer.pauseMs).toBeLessThanOrEqual(answer.reachedAfterMs as number);
    expect(answer.moved).toMatchObject([
      { function: "spin", from: { file: "src/main.ts", line: 5 }, to: { file: "src/main.ts", line: 5 } },
    ]);
    await program.line(/^left after -\d+$/);
    expect(await program.end()).toEqual({ code: 0, signal: null });
  },
} satisfies Scenario;
