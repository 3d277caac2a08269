import { join } from "node:path";
import { expect } from "vitest";
import type { Pair, Running, Scenario } from "../../harness/pairs.ts";

async function ask(program: Running, line: string): Promise<void> {
  program.send(line);
  await program.line(`done ${line}`);
}

export default {
  shows: "a suspended call whose value cannot be converted goes on in its old code and is listed; others are converted",
  async run(pair: Pair) {
    const program = await pair.start();
    await program.line("ready");
    for (const line of ["take ab", "take long"]) await ask(program, line);
    const patch = await pair.patch("v1", "v2", "--transformers", join(import.meta.dirname, "transformers.ts"));
    await program.update(patch);
    await ask(program, "open ab");
    await program.line("ab: v2 bigint 103");
    await ask(program, "open long");
    await program.line("long: v1 number 5");
    const { stale } = await program.status();
    expect(stale).toMatchObject([{ function: "take", count: 1, why: expect.stringContaining("4 is too much") }]);
    await ask(program, "open ab");
    await program.line("ab: v2 ends");
  },
} satisfies Scenario;
