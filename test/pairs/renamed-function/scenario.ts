import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import type { Pair, Scenario } from "../../harness/pairs.ts";

export default {
  shows: "a renamed function is a removed and a new one: its active call ends in old code and is listed until then",
  async run(pair: Pair) {
    const release = join(pair.folder, "release");
    const program = await pair.start("v1", { env: { RELEASE: release } });
    await program.line("v1 begins");
    const { folder, code, answer } = await pair.diff("v1", "v2");
    expect(code).toBe(0);
    expect(answer.changes).toContainEqual(expect.objectContaining({ action: "removed", name: "renamed", code: "ENDS_IN_OLD_CODE" }));
    const late = await program.refuses(folder, "POINT_LOST", "--timeout", "300");
    expect(late.blockers?.map((blocker) => blocker.function)).toContain("main");
    await program.update(folder, "--policy", "finish-old");
    expect((await program.status()).stale.map((stale) => stale.function)).toEqual(expect.arrayContaining(["renamed", "main"]));
    writeFileSync(release, "");
    await program.line("end");
    expect(program.lines).toEqual(["v1 begins", "v1 ends", "v1 begins", "v1 ends", "end"]);
    // Its standard input stays open, and it was the call's work that opened it.
    expect((await program.status()).stale).toMatchObject([{ why: expect.stringContaining("is pinned to it") }]);
  },
} satisfies Scenario;
