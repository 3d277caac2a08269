import { expect } from "vitest";
import type { Pair, Scenario } from "../../harness/pairs.ts";
import { decide } from "../../harness/policies.ts";

export default {
  shows: "new clients are served by the new version, one that stays by the old, whose resources are released when it leaves",
  async run(pair: Pair) {
    const program = await pair.start();
    await program.line("ready");
    const say = async (line: string, shown: string): Promise<void> => {
      program.send(line);
      await program.line(shown);
    };
    await say("connect ann", "connect ann: 1 open");
    await say("hello ann", "ann hello 1 by v1 from the pool of v1");
    const policies = { "src/main.ts#serve": '"finish-old"' };
    const answer = await program.update(await pair.patch("v1", "v2", ...decide(pair.folder, policies)));
    expect(answer.stale).toMatchObject([{ function: "serve", why: expect.stringContaining("finish-old") }]);
    await say("connect bob", "pool of v2 is open");
    await say("hello bob", "bob hello 1 by v2 from the pool of v2");
    await say("hello ann", "ann hello 2 by v1 from the pool of v1");
    await say("leave ann", "pool of v1 is closed");
    await say("hello bob", "bob hello 2 by v2 from the pool of v2");
    await say("leave bob", "pool of v2 is closed");
  },
} satisfies Scenario;
