import { expect } from "vitest";
import type { Pair, Running, Scenario } from "../../harness/pairs.ts";

async function depthIn(program: Running, version: string): Promise<number> {
  program.skip();
  const line = await program.line(new RegExp(`^${version} (\\d+) (\\d+)$`));
  return Number(line[2]);
}

export default {
  shows: "fifty updates of one loop take no more stack than one",
  builds: ["esm"],
  async run(pair: Pair) {
    const program = await pair.start();
    await program.line(/^v1 /);
    const [forth, back] = [await pair.patch("v1", "v2"), await pair.patch("v2", "v1")];
    await program.update(forth);
    const first = await depthIn(program, "v2");
    for (let round = 0; round < 24; round++) {
      await program.update(back);
      await program.update(forth);
    }
    await program.update(back);
    expect(await depthIn(program, "v1")).toBeLessThanOrEqual(first + 1);
    const counts = program.lines.map((line) => Number(line.split(" ")[1]));
    expect(counts).toEqual(counts.map((_count, index) => index + 1));
    expect((await program.status()).history).toHaveLength(51);
  },
} satisfies Scenario;
