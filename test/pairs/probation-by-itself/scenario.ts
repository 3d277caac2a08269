import { join } from "node:path";
import { expect } from "vitest";
import type { Pair, Scenario } from "../../harness/pairs.ts";
import { Running } from "../../harness/pairs-run.ts";

export default {
  shows: "a program without a control socket keeps its own probation, goes back, and confirms",
  builds: ["esm", "cjs"],
  async run(pair: Pair) {
    const env = { PATCH: await pair.patch(), TS_UPDATABLE_SOCKET: "" };
    const program = new Running(join(pair.out("v1"), "main.js"), "", { env });
    pair.watch(program);
    await program.line(/^confirmed/);
    expect(program.lines).toEqual(["in force true v2, on probation true", "back v1, on probation undefined", "confirmed false true v2"]);
  },
} satisfies Scenario;
