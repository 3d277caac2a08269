import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import type { Pair, Running, Scenario } from "../../harness/pairs.ts";

async function start(pair: Pair, what: string): Promise<{ program: Running; release: string }> {
  const release = join(pair.folder, `release-${what}`);
  return { program: await pair.start("v1", { args: [what], env: { RELEASE: release } }), release };
}

export default [
  {
    shows: "where a function begins to loop, its callers get update points, and move in the middle of its loop",
    builds: ["esm", "cjs"],
    async run(pair: Pair) {
      const { program, release } = await start(pair, "sum");
      await program.line("v1 3 12");
      expect((await program.update(await pair.patch())).moved).toMatchObject([{ function: "sum" }]);
      await program.line("v2 weighs");
      const { moved } = await program.update(await pair.patch("v2", "v3"));
      expect(moved?.map((frame) => frame.function)).toEqual(expect.arrayContaining(["weigh", "weighTwice", "sum"]));
      writeFileSync(release, "");
      const [, n, total] = (await program.line(/^v3 (\d+) (\d+)$/)).map(Number) as [number, number, number];
      expect(total).toBe(n * (n - 1) + 4 * n);
      await program.goBack();
      await program.goBack();
      program.skip();
      await program.line(/^v1 /);
    },
  },
  {
    shows: "a call that went on in old code has no update point there: the update waits for it and names it",
    async run(pair: Pair) {
      const { program, release } = await start(pair, "answer");
      await program.line("waits");
      expect((await program.update(await pair.patch())).stale).toMatchObject([{ function: "answer", count: 0 }]);
      program.send("one");
      await program.line("v2 weighs");
      const patch = await pair.patch("v2", "v3");
      const { blockers } = await program.refuses(patch, "NOT_REACHED", "--timeout", "300");
      expect(blockers).toMatchObject([{ function: "answer", why: expect.stringContaining("a call of `weighTwice`") as string }]);
      const update = program.update(patch);
      writeFileSync(release, "");
      await program.line("v1 1,one 10");
      expect(await update).toMatchObject({ ok: true, moved: [] });
      await program.ask("two", "v3 0,two 20");
    },
  },
] satisfies readonly Scenario[];
