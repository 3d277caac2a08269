import { expect } from "vitest";
import type { Pair, Scenario } from "../../harness/pairs.ts";

export default {
  shows: "when the process is killed under an update, the client says that it has gone",
  async run(pair: Pair) {
    const program = await pair.start();
    await program.line(/^v1 3/);
    const patch = await pair.patch();
    const waiting = program.apply(patch, "--policy", "when-inactive", "--timeout", "60000");
    await program.isAsked();
    program.kill();
    const { code, answer, stderr } = await waiting;
    expect(code).not.toBe(0);
    expect(answer.error?.code).toBe("CONNECTION_LOST");
    expect(stderr).toMatch(/closed the connection/);
    const after = await program.apply(patch);
    expect(after).toMatchObject({ code: 2, answer: { error: { code: "NO_PROCESS" } } });
  },
} satisfies Scenario;
