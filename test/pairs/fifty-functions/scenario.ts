import { expect } from "vitest";
import type { Pair, Scenario } from "../../harness/pairs.ts";

export default {
  shows: "a timer that runs all the time finds none or all of fifty functions new",
  builds: ["esm", "cjs"],
  async run(pair: Pair) {
    const program = await pair.start();
    await program.line("0 new");
    const answer = await program.update(await pair.patch());
    expect(answer.replaced).toHaveLength(50);
    await program.line("50 new");
    await program.goBack();
    expect(program.lines).toEqual(["0 new", "50 new"]);
  },
} satisfies Scenario;
