import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import type { Pair, Scenario } from "../../harness/pairs.ts";

const sum = (from: number, to: number): number => ((to - from + 1) * (from + to)) / 2;

export default [
  {
    shows: "a thousand frames go on in new code, and what they return is put together from both versions",
    builds: ["esm", "cjs", "poll"],
    async run(pair: Pair) {
      const program = await pair.start();
      await program.line("v1 bottom");
      const answer = await program.update(await pair.patch());
      expect(answer.moved?.filter((frame) => frame.function === "descend")).toHaveLength(1001);
      expect(answer.stale).toEqual([]);
      await program.line("v2 half way");
      const back = await program.goBack();
      expect(back.moved?.filter((frame) => frame.function === "descend")).toHaveLength(601);
      await program.line(String(sum(1, 399) * 1_000_000 + sum(400, 1000)));
      await program.line('{"one":601,"two":399}');
    },
  },
  {
    shows: "where the stack has no room for both, the update is refused and the program goes on",
    async run(pair: Pair) {
      const release = join(pair.folder, "release");
      const program = await pair.start("v1", {
        node: ["--no-opt", "--no-maglev", "--no-sparkplug"],
        env: { RELEASE: release, HOLD: "no" },
      });
      await program.line("v1 bottom");
      const answer = await program.refuses(await pair.patch(), "STACK");
      expect(answer.error?.message).toContain("stack");
      const status = await program.status();
      expect(status).toMatchObject({ pending: null, stale: [] });
      expect(status.history).toHaveLength(1);
      writeFileSync(release, "");
      await program.line("v1 half way");
      await program.line(/^{"one":\d+,"two":0}$/);
    },
  },
] satisfies readonly Scenario[];
