import { expect } from "vitest";
import type { ApplyAnswer, ThreadAnswer } from "../../../runtime/contract/protocol.ts";
import type { Pair, Running, Scenario } from "../../harness/pairs.ts";

const start = (pair: Pair, ...workers: readonly string[]): Promise<Running> => pair.start("v1", { env: { WORKERS: workers.join(",") } });

const threadsOf = ({ threads = [] }: Pick<ApplyAnswer, "threads">): readonly (readonly [string, string | undefined, boolean])[] =>
  threads.map(({ name, state, ok }: ThreadAnswer) => [name, state, ok] as const).sort();

const versionsOf = ({ threads = [] }: Pick<ApplyAnswer, "threads">): readonly string[] => [...new Set(threads.map((t) => t.version))];

export default [
  {
    shows: "one request updates all threads, each at its own update point: idle, in an endless loop, awaiting, in a deep recursion",
    builds: ["esm", "cjs"],
    async run(pair: Pair) {
      const program = await start(pair, "idle", "loop", "await", "deep");
      await program.line("deep is down");
      await program.line(/^loop v1/);
      const answer = await program.update(await pair.patch());
      expect(threadsOf(answer)).toEqual(["await", "deep", "idle", "loop", "main"].map((name) => [name, "in-force", true]));
      const loop = answer.threads?.find(({ name }) => name === "loop");
      expect(loop?.reachedAfterMs).toBeGreaterThan(0);
      expect(loop?.moved).toMatchObject([{ function: "loop" }]);
      await program.line(/^loop v2 \d+$/);
      await program.line(/^await v2 \d+$/);
      expect(program.lines).toContain("deep 400");
      program.send("ask idle");
      await program.line("idle v2 2");
      expect(versionsOf(await program.status())).toEqual([answer.version]);
      const back = await program.goBack();
      expect(threadsOf(back)).toEqual(["await", "deep", "idle", "loop", "main"].map((name) => [name, "in-force", true]));
      await program.line(/^loop v1 \d+$/);
      expect(versionsOf(await program.status())).toEqual([back.version]);
    },
  },
] satisfies readonly Scenario[];
