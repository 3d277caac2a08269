import { expect } from "vitest";
import type { Pair, Running, Scenario } from "../../harness/pairs.ts";

/** What the functions logged that no update touches, and the answers of those that move. */
async function open(program: Running, end: string): Promise<string | undefined> {
  program.send("open");
  await program.line(end);
  return program.lines.find((line) => /^a0 /.test(line));
}

export default {
  shows: "async functions that no update touches take their turns as without one, while others beside them move",
  builds: ["esm", "cjs"],
  async run(pair: Pair) {
    const still = await pair.start();
    const expected = await open(still, "v1 a,v1 b,v1 c");
    expect(expected?.split(" ")).toHaveLength(25);
    const program = await pair.start();
    await program.line("ready");
    await program.update(await pair.patch());
    expect(await open(program, "v2 a,v2 b,v2 c")).toBe(expected);
    const back = await pair.start();
    await back.line("ready");
    await back.update(await pair.patch());
    await back.goBack();
    expect(await open(back, "v1 a,v1 b,v1 c")).toBe(expected);
  },
} satisfies Scenario;
