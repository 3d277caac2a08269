import { join } from "node:path";
import { expect } from "vitest";
import { type Pair, pairsFolder, type Scenario } from "../../harness/pairs.ts";

const file = (name: string): readonly string[] => ["--transformers", join(pairsFolder, "recursive-fib", name)];

export default [
  {
    shows: "calls of a recursion that have done one half go on with what a mapping in TypeScript makes of their frames",
    builds: ["esm", "cjs"],
    async run(pair: Pair) {
      const program = await pair.start();
      await program.line("v1 deep");
      const { moved } = await program.update(await pair.patch("v1", "v2", ...file("transformers.ts")));
      expect(moved?.filter((frame) => frame.function === "fib").length).toBeGreaterThan(5);
      await program.line("fib(25) is 75025 after 242785 calls");
      await program.line("all calls are counted: 121392, some in each: true");
    },
  },
  {
    shows: "a mapping that drops a variable which is still needed is a compile error",
    async run(pair: Pair) {
      const { code, stderr } = await pair.diff("v1", "v2", ...file("dropping.ts"));
      expect({ code, stderr }).toMatchObject({ code: 1, stderr: expect.stringMatching(/dropping\.ts:4:\d+: .*'sum' is missing/s) });
    },
  },
] satisfies readonly Scenario[];
