import { expect } from "vitest";
import type { Pair, Scenario } from "../../harness/pairs.ts";

export default {
  shows: "a loop that throws as soon as it runs its new code: the error is the program's, with the new TypeScript line",
  builds: ["esm", "cjs"],
  async run(pair: Pair) {
    const program = await pair.start("v1", { node: ["--enable-source-maps"] });
    await program.line(/^v1 4/);
    const { code, answer } = await program.apply(await pair.patch());
    // The process ends at once: its answer arrives, or the client says that it went away.
    expect([0, 1, 2]).toContain(code);
    if (code !== 0) expect(answer.error?.code).toBe("CONNECTION_LOST");
    expect((await program.end()).code).toBe(1);
    expect(program.stderr).toContain("RangeError: counted to true");
    expect(program.stderr).toMatch(/at main \(.*v2\/src\/main\.ts:7:22\)/);
  },
} satisfies Scenario;
