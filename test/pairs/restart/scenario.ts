import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import type { Pair, Running, Scenario } from "../../harness/pairs.ts";
import { decide } from "../../harness/policies.ts";

async function start(pair: Pair): Promise<{ program: Running; release: string }> {
  const release = join(pair.folder, "release");
  const program = await pair.start("v1", { env: { RELEASE: release } });
  await program.line("60 %");
  return { program, release };
}

const JOB = "src/main.ts#job";

const BEFORE = ["job begins in v1", "60 %"];
const LEFT = ["waiting is over", "job is left by v1"];

export default [
  {
    shows: "a job whose place is gone begins anew, once, leaves its old call by the `finally` blocks, and gives one result",
    async run(pair: Pair) {
      const { program } = await start(pair);
      const patch = await pair.patch();
      const dry = await program.apply(patch, "--policy", "restart", "--dry-run");
      expect(dry.answer).toMatchObject({ ok: true, ended: [{ function: "job", how: "restarted", count: 1 }] });
      const answer = await program.update(patch, "--policy", "restart");
      expect(answer).toMatchObject({
        ended: [{ function: "job", how: "restarted", at: expect.stringMatching(/^src\/main\.ts:10:/), count: 1 }],
        moved: [{ function: "report" }],
        stale: [],
      });
      await program.line("v2: 210");
      expect(program.lines).toEqual([...BEFORE, ...LEFT, "job begins in v2", "v2: 55", "job begins in v2", "v2: 210"]);
      expect(program.stderr).toMatch(/1 restarted: job at src\/main\.ts:10:/);
      expect(await program.end()).toEqual({ code: 0, signal: null });
    },
  },
  {
    shows: "the word of the patch's author for a function beats the policy of the update",
    async run(pair: Pair) {
      const { program } = await start(pair);
      const options = ["--policy", "when-inactive", "--timeout", "300"];
      const one = await program.apply(await pair.patch("v1", "v2", ...decide(pair.folder, { [JOB]: '"restart"' })), ...options);
      expect(one.answer).toMatchObject({ ok: false, blockers: [{ function: "report" }] });
      const both = { [JOB]: '"restart"', "src/main.ts#report": '"move"' };
      const answer = await program.update(await pair.patch("v1", "v2", ...decide(pair.folder, both)), "--policy", "when-inactive");
      expect(answer).toMatchObject({ ended: [{ function: "job" }], moved: [{ function: "report" }] });
      await program.line("v2: 210");
    },
  },
  {
    shows: "a call is aborted only where that is allowed, and its caller gets an error that says what happened",
    async run(pair: Pair) {
      const { program } = await start(pair);
      const patch = await pair.patch();
      await program.refuses(patch, "ABORT_NOT_ALLOWED", "--policy", "abort");
      const answer = await program.update(patch, "--policy", "abort", "--allow-abort");
      expect(answer).toMatchObject({ ended: [{ function: "job", how: "aborted" }] });
      await program.line("v2: 210");
      const error = expect.stringMatching(/^UpdateAborted job src\/main\.ts:10:/);
      expect(program.lines).toEqual([...BEFORE, ...LEFT, error, "job begins in v2", "v2: 210"]);
      expect(program.stderr).toMatch(/1 aborted: job at src\/main\.ts:10:/);
    },
  },
  {
    shows: "a patch that aborts a function says so to who applies it",
    async run(pair: Pair) {
      const { program } = await start(pair);
      const patch = await pair.patch("v1", "v2", ...decide(pair.folder, { [JOB]: '"abort"' }));
      const refused = await program.refuses(patch, "ABORT_NOT_ALLOWED");
      expect(refused.error?.message).toMatch(/`job`.*--allow-abort/);
      await program.update(patch, "--allow-kill");
      await program.line(/^UpdateAborted/);
    },
  },
  {
    shows: "a function may end in its old code although its caller moves",
    async run(pair: Pair) {
      const { program, release } = await start(pair);
      const answer = await program.update(await pair.patch("v1", "v2", ...decide(pair.folder, { [JOB]: '"finish-old"' })));
      expect(answer).toMatchObject({ stale: [{ function: "job" }] });
      writeFileSync(release, "");
      await program.line("v2: 210");
      expect(program.lines).toEqual([...BEFORE, "released", ...LEFT, "v2: 55", "job begins in v2", "v2: 210"]);
    },
  },
  {
    shows: "names of functions, of locals and of policies are checked, each with its place",
    async run(pair: Pair) {
      const wrong = [
        [{ [JOB]: '"retry"' }, /"retry"/],
        [{ [JOB]: '{ restart: { carry: ["summ"] } }' }, /"summ"/],
        [{ "src/main.ts#jop": '"restart"' }, /jop/],
      ] as const;
      for (const [entries, message] of wrong) {
        const { code, stderr } = await pair.diff("v1", "v2", ...decide(pair.folder, entries));
        expect(code).toBe(1);
        expect(stderr).toMatch(message);
        expect(stderr).toMatch(/policies\.ts:4:/);
      }
    },
  },
] satisfies readonly Scenario[];
