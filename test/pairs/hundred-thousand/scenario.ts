import { expect } from "vitest";
import type { Pair, Running, Scenario } from "../../harness/pairs.ts";

/** What an async function that no update changes sees of the order of microtasks. */
async function orderIn(program: Running): Promise<string> {
  program.send("order");
  return (await program.line(/^(a0 .*)$/))[1] as string;
}

export default {
  shows: "a hundred thousand suspended calls go on in new code, each with its locals, its promise and its one finally",
  builds: ["esm"],
  async run(pair: Pair) {
    const program = await pair.start();
    await program.line("ready");
    const before = await orderIn(program);
    const answer = await program.update(await pair.patch());
    expect(answer.moved).toEqual([]);
    expect(await orderIn(program)).toBe(before);
    program.send("release");
    await program.line("v2 0,33334 v2 1,33333 v2 2,33333");
    await program.line("finally 100000, wrong 0");
    expect(await orderIn(program)).toBe(before);
    expect((await program.status()).stale).toEqual([]);
  },
} satisfies Scenario;
