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
    builds: ["esm", "cjs", "poll"],
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
  {
    shows: "a worker that starts after an update starts in its version, and goes back with the others; so do those that it starts",
    builds: ["esm", "cjs"],
    async run(pair: Pair) {
      const program = await start(pair);
      await program.line("ready");
      const { version } = await program.update(await pair.patch());
      program.send("begin loop");
      await program.line(/^loop v2/);
      program.send("begin nest-idle");
      await program.line("idle is ready");
      const status = await program.status();
      expect(status.threads?.map(({ name }) => name).sort()).toEqual(["inner idle", "loop", "main", "nest-idle"]);
      expect(versionsOf(status)).toEqual([version]);
      expect(program.lines.filter((line) => line.startsWith("loop v1"))).toEqual([]);
      const back = await program.goBack();
      expect(threadsOf(back)).toEqual(["inner idle", "loop", "main", "nest-idle"].map((name) => [name, "in-force", true]));
      await program.line(/^loop v1/);
    },
  },
  {
    shows: "a worker that starts after classes changed is brought up as soon as it has made them",
    async run(pair: Pair) {
      const program = await start(pair);
      await program.line("ready");
      await program.update(await pair.patch());
      const { version } = await program.update(await pair.patch("v2", "v3"));
      program.send("begin meter");
      await program.line("meter is ready");
      while (versionsOf(await program.status()).join() !== version);
      program.send("ask meter");
      await program.line("meter v3 1 turns");
      await program.goBack();
      program.send("ask meter");
      await program.line("meter v1 2");
    },
  },
  {
    shows: "a version on probation that nobody confirms is left again by all threads, also by those that began in it",
    async run(pair: Pair) {
      const program = await start(pair, "loop", "idle");
      await program.line(/^loop v1/);
      const before = (await program.status()).version;
      const { probation, version } = await program.update(await pair.patch(), "--confirm-within", "3000");
      expect(probation?.version).toBe(version);
      program.send("begin late idle");
      await program.line(/^loop v2/);
      await program.line(/^loop v1/);
      while (versionsOf(await program.status()).join() !== before);
      expect((await program.status()).threads).toHaveLength(4);
    },
  },
  {
    shows: "where the inspector may not be used, workers are told of that cannot be reached",
    async run(pair: Pair) {
      const node = ["--permission", "--allow-fs-read=*", "--allow-fs-write=*", "--allow-worker"];
      const program = await pair.start("v1", { node, env: { WORKERS: "idle" } });
      await program.line("idle is ready");
      const { warnings, threads } = await program.update(await pair.patch());
      expect(threads).toBeUndefined();
      expect(warnings?.join()).toMatch(/1 worker thread cannot be reached/);
    },
  },
  {
    shows: "workers that start while updates land are not forgotten, whenever they do",
    async run(pair: Pair) {
      const program = await start(pair);
      await program.line("ready");
      const patch = await pair.patch();
      for (let round = 0; round < 4; round++) {
        for (let count = 0; count < 4; count++) program.send(`begin w${round}-${count} idle`);
        const { version } = await program.update(patch);
        for (let count = 0; count < 4; count++) await program.line("idle is ready");
        const landed = await program.status();
        expect(versionsOf(landed)).toEqual([version]);
        expect(landed.threads).toHaveLength(5 + 4 * round);
        const back = await program.goBack();
        expect(versionsOf(await program.status())).toEqual([back.version]);
      }
    },
  },
] satisfies readonly Scenario[];
