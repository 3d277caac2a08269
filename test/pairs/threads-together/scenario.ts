import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import type { ApplyAnswer } from "../../../runtime/contract/protocol.ts";
import type { Pair, Running, Scenario } from "../../harness/pairs.ts";

const NAMES = ["a", "b", "c", "d", "e", "f", "g"];

interface Started {
  readonly program: Running;
  readonly released: string;
  readonly free: string;
}

async function start(pair: Pair, ...names: readonly string[]): Promise<Started> {
  const [released, free] = [join(pair.folder, "released"), join(pair.folder, "free")];
  const program = await pair.start("v1", { env: { RELEASED: released, FREE: free } });
  await program.line("ready");
  for (const name of names) {
    program.send(`begin ${name}`);
    await program.line(`${name} runs`);
  }
  return { program, released, free };
}

const statesOf = ({ threads = [] }: ApplyAnswer): readonly (string | undefined)[] => [...new Set(threads.map(({ state }) => state))];

async function show(program: Running): Promise<string> {
  program.send("show");
  const [, shown = ""] = await program.line(/^show: (.*)$/);
  return shown;
}

export default [
  {
    shows: "each thread moves by itself: one of eight workers that cannot yet keeps no other waiting",
    async run(pair: Pair) {
      const { program, released } = await start(pair, ...NAMES, "slow");
      const updated = program.update(await pair.patch());
      await program.line("v2 runs");
      while ((await show(program)) !== "v2, older true");
      writeFileSync(released, "");
      const answer = await updated;
      expect(statesOf(answer)).toEqual(["in-force"]);
      expect(answer.threads?.find(({ name }) => name === "slow")?.reachedAfterMs).toBeGreaterThan(0);
    },
  },
  {
    shows: "with --barrier all threads come into the new version together: none runs it while another one runs the old",
    async run(pair: Pair) {
      const { program, released } = await start(pair, ...NAMES, "slow");
      const updated = program.update(await pair.patch(), "--barrier");
      await program.isAsked();
      const waits = (): Promise<boolean> =>
        program.status().then(({ blockers }) => blockers.filter(({ at }) => at === "the barrier").length === 8);
      while (!(await waits()));
      expect(program.lines).not.toContain("v2 runs");
      writeFileSync(released, "");
      expect(statesOf(await updated)).toEqual(["in-force"]);
      await program.line("v2 runs");
      expect(await show(program)).toBe("v2, older false");
      expect(statesOf(await program.goBack("--barrier"))).toEqual(["in-force"]);
    },
  },
  {
    shows: "a thread that does not come to the barrier in time is named, and all go on in the old version; the next update finds them well",
    async run(pair: Pair) {
      const { program, released } = await start(pair, "a", "b", "slow");
      const patch = await pair.patch();
      const answer = await program.refuses(patch, "POINT_LOST", "--barrier", "--timeout", "8000");
      expect(answer.error?.message).toMatch(/^worker \d+ \(slow\): /);
      expect(statesOf(answer)).toEqual(["unchanged"]);
      expect(answer.stale).toEqual([]);
      expect(await show(program)).toBe("v1, older false");
      writeFileSync(released, "");
      await program.update(patch, "--barrier");
      await program.line("v2 runs");
      expect(await show(program)).toBe("v2, older false");
    },
  },
  {
    shows: "a thread that waits for one that stands at the barrier: time is up, and both go on",
    async run(pair: Pair) {
      const { program, free } = await start(pair, "a");
      program.send("sync");
      const answer = await program.refuses(await pair.patch(), "NOT_REACHED", "--barrier", "--timeout", "8000");
      expect(answer.error?.message).toMatch(/^no update point was reached/);
      writeFileSync(free, "");
      await program.line("sync: v1, older false");
      await program.update(await pair.patch(), "--barrier");
      await program.line("v2 runs");
    },
  },
  {
    shows: "a worker that ends while others stand at the barrier is not waited for",
    async run(pair: Pair) {
      const { program, free } = await start(pair, "a", "slow");
      const updated = program.update(await pair.patch(), "--barrier");
      await program.isAsked();
      writeFileSync(free, "");
      const { threads = [] } = await updated;
      expect(threads.map(({ name, state }) => `${name} ${state}`).sort()).toEqual(["a in-force", "main in-force", "slow ended"]);
    },
  },
] satisfies readonly Scenario[];
