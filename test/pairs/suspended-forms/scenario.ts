import { expect } from "vitest";
import type { Pair, Running, Scenario } from "../../harness/pairs.ts";

/** What each form tells of the version in which it went on. */
const told = (v: string): readonly string[] => [
  `plain: ${v} 5`,
  `inTry: ${v} no`,
  `inCatch: ${v} first`,
  "inFinally: kept",
  `finallyAfterRejection: ${v} gone`,
  `nestedLoops: v10a v10b ${v}1a ${v}1b ${v}2a ${v}2b`,
  `arguments: ${v} 1-between-3`,
  "unmapped: v1 v1-between-v1",
  `destructured: ${v} 1 rest`,
  `conditions: ${v} 20 yes`,
  `forAwait: v1a ${v}b${v} ${v}c true`,
  `queued: ${v} a/false b${v}/false thrown${v}/false c/false over/true undefined/true`,
  `delegated: ${v} before v1 a b${v} c after end ${v}`,
  `finally: finallyOnly ${v}, inCatch, inFinally ${v}, inTry, letters, letters, letters`,
  "asked: inFinally before after",
];

async function expectTold(program: Running, version: string): Promise<void> {
  program.send("open");
  await program.line(/^asked:/);
  expect(program.lines.slice(program.lines.indexOf("open") + 1)).toEqual(told(version));
}

export default [
  {
    shows: "calls that wait in every form go on in new code with what they knew, and their promises and iterators are those of before",
    builds: ["esm", "cjs"],
    async run(pair: Pair) {
      const program = await pair.start();
      await program.line("ready");
      const { stale } = await program.update(await pair.patch());
      const unmapped = { function: "unmapped", at: expect.stringMatching(/^src\/main\.ts:\d+:\d+$/) as string };
      const why = /the await of `unmapped` at src\/main\.ts:\d+.*expression around the call changed.*\(new version: src\/main\.ts:\d+/;
      expect(stale).toEqual([{ ...unmapped, count: 0, why: expect.stringMatching(why) as string }]);
      await expectTold(program, "v2");
      expect((await program.status()).stale).toMatchObject([{ ...unmapped, count: 1 }]);
    },
  },
  {
    shows: "calls that waited through an update and the way back go on in the code they began in",
    async run(pair: Pair) {
      const program = await pair.start();
      await program.line("ready");
      await program.update(await pair.patch());
      await program.goBack();
      // One that began in the second version may wait there.
      expect((await program.status()).stale).toMatchObject([{ function: "unmapped", count: 0 }]);
      await expectTold(program, "v1");
    },
  },
  {
    shows: "with finish-old, calls that wait end in old code and status says so, also after further updates",
    async run(pair: Pair) {
      const program = await pair.start();
      await program.line("ready");
      const { stale } = await program.update(await pair.patch(), "--policy", "finish-old");
      const waiting = stale.filter(({ why }) => why.includes("policy finish-old")).map((entry) => entry.function);
      expect(waiting).toEqual(expect.arrayContaining(["plain", "forAwait", "letters"]));
      await program.goBack();
      await program.update(await pair.patch());
      const lines = told("v1");
      program.send("open");
      await program.line(/^asked:/);
      expect(program.lines.slice(program.lines.indexOf("open") + 1)).toEqual(lines);
      const plain = (await program.status()).stale.find((entry) => entry.function === "plain");
      expect(plain).toMatchObject({ count: 1 });
    },
  },
] satisfies readonly Scenario[];
