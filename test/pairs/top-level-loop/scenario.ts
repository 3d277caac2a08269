import { expect } from "vitest";
import type { Pair, Scenario } from "../../harness/pairs.ts";

export default {
  shows: "a loop in a module's own body calls new functions, in place",
  builds: ["esm", "cjs", "poll"],
  async run(pair: Pair) {
    const program = await pair.start();
    await program.line(/^v1 3/);
    await program.update(await pair.patch());
    await program.line(/^v2 /);
    await program.goBack();
    program.skip();
    await program.line(/^v1 /);
    const { lines } = program;
    expect(lines.map((line) => Number(line.split(" ")[1]))).toEqual(lines.map((_line, index) => index + 1));
  },
} satisfies Scenario;
