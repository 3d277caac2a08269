import { expect } from "vitest";
import type { Pair, Scenario } from "../../harness/pairs.ts";

const counted = (lines: readonly string[]): number[] => lines.map((line) => Number(line.split(" ")[1]));
const oneByOne = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

export default [
  {
    shows: "a loop that never yields goes on in new code with its counter, and back",
    builds: ["esm", "cjs", "poll"],
    async run(pair: Pair) {
      const program = await pair.start();
      await program.line(/^v1 3/);
      const answer = await program.update(await pair.patch());
      expect(answer.moved?.map((frame) => frame.function)).toContain("main");
      expect(answer.reachedAfterMs).toBeGreaterThan(0);
      expect(answer.stale).toEqual([]);
      await program.line(/^v2 /);
      await program.goBack();
      program.skip();
      await program.line(/^v1 /);
      const { lines } = program;
      expect(counted(lines)).toEqual(oneByOne(lines.length));
      expect([...new Set(lines.join("\n").match(/v\d(?= )/g))]).toEqual(["v1", "v2"]);
      const status = await program.status();
      expect(status.stale).toEqual([]);
      expect(status.pending).toBeNull();
    },
  },
] satisfies readonly Scenario[];
