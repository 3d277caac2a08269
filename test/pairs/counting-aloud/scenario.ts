import { expect } from "vitest";
import type { Pair, Scenario } from "../../harness/pairs.ts";

const EXPECTED = ["one", "two", "three", "four", "five", "six", "seven", "acht", "neun", "zehn", "eleven", "twelve"];

export default ["loop", "generator"].map((way) => ({
  shows: `counting aloud changes its language in the middle of a ${way} and back, no number twice or left out`,
  async run(pair: Pair) {
    const program = await pair.start("v1", { env: { WAY: way } });
    await program.line("seven");
    await program.update(await pair.patch());
    await program.line("zehn");
    await program.goBack();
    await program.line("twelve");
    expect(program.lines).toEqual(EXPECTED);
  },
})) satisfies readonly Scenario[];
