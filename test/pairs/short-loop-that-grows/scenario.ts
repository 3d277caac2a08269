import { expect } from "vitest";
import type { Pair, Scenario } from "../../harness/pairs.ts";

export default {
  shows: "where only a constant makes a short loop long, its function gets an update point, and moves in the middle of the loop",
  builds: ["esm", "cjs"],
  async run(pair: Pair) {
    const program = await pair.start();
    await program.line(/^v1 weighs 3 /);
    const grown = await program.update(await pair.patch());
    expect(grown.replaced).toContainEqual(expect.stringContaining("weigh"));
    const [, n, total] = (await program.line(/^v2 weighs (\d+) (\d+)$/)).map(Number) as [number, number, number];
    expect(total).toBe(2 * n * (n - 1));
    const { moved } = await program.update(await pair.patch("v2", "v3"));
    expect(moved?.map((frame) => frame.function)).toEqual(["weigh", "sum"]);
    expect(Number((await program.line(/^v3 weighs \d+ (\d+)$/))[1])).toBeGreaterThan(total);
    await program.goBack();
    await program.line(/^v2 /);
    const { blockers } = await program.refuses(await pair.patch("v2", "v1"), "POINT_LOST", "--timeout", "300");
    expect(blockers).toMatchObject([
      { function: "weigh", why: expect.stringContaining("ends after so few turns now") as string },
      { function: "sum", why: expect.stringContaining("what it calls only runs its own text now") as string },
    ]);
  },
} satisfies Scenario;
