import { expect } from "vitest";
import type { Pair, Scenario } from "../../harness/pairs.ts";

export default {
  shows: "a program updates itself: the function that asked goes on in its new code",
  builds: ["esm", "cjs"],
  async run(pair: Pair) {
    const program = await pair.start("v1", { env: { PATCH: await pair.patch() } });
    await program.line("back true true");
    expect(program.lines).toEqual(["v1 asks", "v2 goes on", "v2 keeps 4", "versions 2", "in force true, moved 1", "back true true"]);
  },
} satisfies Scenario;
