import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import type { Pair, Running, Scenario } from "../../harness/pairs.ts";

async function start(pair: Pair): Promise<{ program: Running; release: string }> {
  const release = join(pair.folder, "release");
  const program = await pair.start("v1", { env: { RELEASE: release } });
  await program.line("v1 begins 1");
  return { program, release };
}

/** Calls that began in one version and ended in another. */
const mixed = (lines: readonly string[]): string[] =>
  lines.flatMap((line, index) => (line.includes("ends") && line.slice(0, 2) !== lines[index - 1]?.slice(0, 2) ? [line] : []));

export default [
  {
    shows: "when-inactive waits for a moment in which the function does not run, and counts how often it looked",
    async run(pair: Pair) {
      const { program, release } = await start(pair);
      const patch = await pair.patch();
      const late = await program.refuses(patch, "NOT_REACHED", "--policy", "when-inactive", "--timeout", "300");
      expect(late.blockers).toMatchObject([{ function: "busy", count: 1 }]);
      expect(late.retries).toBeGreaterThan(0);
      const update = program.update(patch, "--policy", "when-inactive");
      writeFileSync(release, "");
      const answer = await update;
      expect(answer.moved).toEqual([]);
      expect(answer.stale).toEqual([]);
      await program.line(/^v2 ends/);
      expect(mixed(program.lines)).toEqual([]);
    },
  },
  {
    shows: "move does it at once, in the middle of the function",
    async run(pair: Pair) {
      const { program, release } = await start(pair);
      const answer = await program.update(await pair.patch());
      expect(answer.moved?.map((frame) => frame.function)).toContain("busy");
      writeFileSync(release, "");
      await program.line("v2 ends 1");
    },
  },
  {
    shows: "finish-old lets the active call end in old code, and so all that the loop around it calls, and lists them",
    async run(pair: Pair) {
      const { program, release } = await start(pair);
      const answer = await program.update(await pair.patch(), "--policy", "finish-old");
      expect(answer.moved).toEqual([]);
      expect(answer.stale).toMatchObject([{ function: "busy", count: 1 }]);
      const pinned = { why: expect.stringContaining("is pinned to it") as string };
      expect((await program.status()).stale).toMatchObject([{ function: "busy", count: 1 }, pinned]);
      writeFileSync(release, "");
      await program.line("v1 ends 1");
      await program.line("v1 ends 2");
      expect(mixed(program.lines)).toEqual([]);
      expect((await program.status()).stale).toMatchObject([{ function: "busy" }, pinned]);
    },
  },
  {
    shows: "a dry run tells what each policy would do and changes nothing",
    async run(pair: Pair) {
      const { program, release } = await start(pair);
      const patch = await pair.patch();
      const move = await program.apply(patch, "--dry-run");
      expect(move).toMatchObject({ code: 0, answer: { dryRun: true, ok: true } });
      expect(move.answer.moved?.map((frame) => frame.function)).toContain("busy");
      const finish = await program.apply(patch, "--dry-run", "--policy", "finish-old");
      expect(finish).toMatchObject({ code: 0, answer: { ok: true, stale: [{ function: "busy" }] } });
      const idle = await program.apply(patch, "--dry-run", "--policy", "when-inactive");
      expect(idle).toMatchObject({ answer: { ok: false, blockers: [{ function: "busy" }] } });
      writeFileSync(release, "");
      await program.line("v1 ends 1");
      expect((await program.status()).history).toHaveLength(1);
    },
  },
] satisfies readonly Scenario[];
