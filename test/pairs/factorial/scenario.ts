import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import type { Pair, Running, Scenario } from "../../harness/pairs.ts";

const FACTORIAL = "2432902008176640000";

async function start(pair: Pair): Promise<{ program: Running; release: string }> {
  const release = join(pair.folder, "release");
  const program = await pair.start("v1", { env: { RELEASE: release } });
  await program.line("half way");
  return { program, release };
}

export default [
  {
    shows: "a loop that became a recursion cannot be continued: the answer says so and where",
    async run(pair: Pair) {
      const { program, release } = await start(pair);
      const { code, answer, stderr } = await program.apply(await pair.patch(), "--timeout", "300");
      expect(code).toBe(1);
      expect(answer.error).toMatchObject({ code: "POINT_LOST", at: expect.stringMatching(/^src\/main\.ts:\d+:\d+$/) });
      expect(stderr).toMatch(/factorial.*when-inactive/s);
      writeFileSync(release, "");
      await program.line(`${FACTORIAL} with 19`);
      await program.line(`${FACTORIAL} with 19`);
    },
  },
  {
    shows: "the active call ends in the old algorithm, and so does the call that follows in the same piece of work",
    async run(pair: Pair) {
      const { program, release } = await start(pair);
      const patch = await pair.patch();
      const dry = await program.apply(patch, "--policy", "finish-old", "--dry-run");
      expect(dry.answer).toMatchObject({ ok: true, stale: [{ function: "factorial" }] });
      await program.update(patch, "--policy", "finish-old");
      writeFileSync(release, "");
      await program.line(`${FACTORIAL} with 19`);
      await program.line(`${FACTORIAL} with 19`);
      // Its standard input stays open, and it was the call's work that opened it.
      expect((await program.status()).stale).toMatchObject([{ why: expect.stringContaining("is pinned to it") }]);
      expect(await program.end()).toEqual({ code: 0, signal: null });
    },
  },
  {
    shows: "the active call begins anew in the new algorithm: what it had multiplied is multiplied again, the result is the same",
    async run(pair: Pair) {
      const { program, release } = await start(pair);
      const patch = await pair.patch();
      expect((await program.apply(patch, "--dry-run")).answer).toMatchObject({ ok: false, blockers: [{ function: "factorial" }] });
      const dry = await program.apply(patch, "--policy", "restart", "--dry-run");
      expect(dry.answer).toMatchObject({ ok: true, ended: [{ function: "factorial", how: "restarted" }] });
      await program.update(patch, "--policy", "restart");
      writeFileSync(release, "");
      await program.line(`${FACTORIAL} with ${8 + 19}`);
      await program.line(`${FACTORIAL} with 19`);
    },
  },
  {
    shows: "the active call goes on where it stands, where the loop stayed a loop: nothing is multiplied again",
    async run(pair: Pair) {
      const { program, release } = await start(pair);
      const patch = await pair.patch("v1", "v3");
      const dry = await program.apply(patch, "--policy", "restart", "--dry-run");
      expect(dry.answer).toMatchObject({
        ok: true,
        moved: [{ function: "pause" }, { function: "waitForFile" }, { function: "factorial" }],
      });
      expect(dry.answer.ended).toBeUndefined();
      await program.update(patch);
      writeFileSync(release, "");
      await program.line(`${FACTORIAL} with 19`);
    },
  },
] satisfies readonly Scenario[];
