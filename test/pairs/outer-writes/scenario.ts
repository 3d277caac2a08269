import { expect } from "vitest";
import type { Pair, Scenario } from "../../harness/pairs.ts";

const added = (name: string, line: number, what: string) => ({
  verdict: "refused",
  code: "STRICT_WRITE",
  name,
  new: { file: "src/main.ts", line },
  why: expect.stringContaining(`\`${what}\``),
});

export default {
  shows: "with --strict a patch may not write what is not its own, unless the old version did; without it, it may",
  builds: ["esm", "cjs"],
  async run(pair: Pair) {
    const { code, answer, stderr } = await pair.diff("v1", "v2", "--strict");
    expect(code).toBe(1);
    expect(answer.changes.filter(({ verdict }) => verdict === "refused")).toMatchObject([
      added(
        "greet",
        9,
        "settings.word".replace(/^/, answer.changes.some(({ why }) => why?.includes("settings_js_1")) ? "settings_js_1." : ""),
      ),
      added("shout", 15, "globalThis"),
      added("shout", 16, 'process.env["HOME"]'),
    ]);
    expect(stderr).toMatch(/src\/main\.ts:15:3.*STRICT_WRITE/);
    expect((await pair.diff("v1", "v2")).code).toBe(0);
    expect((await pair.diff("v2", "v1", "--strict")).code).toBe(0);
  },
} satisfies Scenario;
