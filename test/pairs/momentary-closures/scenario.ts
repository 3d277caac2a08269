import { expect } from "vitest";
import type { Pair, Scenario } from "../../harness/pairs.ts";

export default {
  shows:
    "a closure that ends with its call is updated with the function around it, in the middle of its loop, and may become a function of its own",
  builds: ["esm", "cjs"],
  async run(pair: Pair) {
    const program = await pair.start();
    const [, first] = await program.line(/^v1 (\d+) 345$/);
    expect(await program.update(await pair.patch())).toMatchObject({ moved: [{ function: "watch" }], stale: [] });
    const [, second] = await program.line(/^v2 (\d+) 12$/);
    expect(Number(second)).toBeGreaterThan(Number(first));
    expect(await program.update(await pair.patch("v2", "v3"))).toMatchObject({ moved: [{ function: "watch" }], stale: [] });
    await program.line(/^v3 \d+ 35$/);
    await program.goBack();
    await program.line(/^v2 \d+ 12$/);
    await program.goBack();
    await program.line(/^v1 \d+ 345$/);
  },
} satisfies Scenario;
