import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import type { Pair, Scenario } from "../../harness/pairs.ts";

/** What the frame that goes on in new code prints. */
const moving: Readonly<Record<string, readonly string[]>> = {
  movedLoop: ["v1 0 v1 1 v1 2 v2 3 v2 4 v2 5"],
  localAdded: ["v2 sum 150"],
  localRemoved: ["v2 10"],
  statementsAround: ["v2 behind", "v2 ends"],
};

/** Why a running frame cannot go on, and what the message names. */
const refused: Readonly<Record<string, { readonly code: string; readonly says: RegExp }>> = {
  loopAround: { code: "POINT_LOST", says: /src\/main\.ts:17:18.*now stands inside.*src\/main\.ts:23:20/ },
  localAddedImpure: { code: "NEW_LOCAL", says: /new local `at` \(src\/main\.ts:\d+:\d+\)/ },
  localRetyped: { code: "LOCAL_TYPE", says: /`total: bigint` was `number` and is `bigint`/ },
  localRenamed: { code: "LOCAL_RENAMED", says: /`total`.*`sum`/ },
  callRemoved: { code: "POINT_LOST", says: /call of `ready`.*src\/main\.ts:\d+:\d+/ },
};

export default [
  ...Object.entries(moving).map(([way, printed]) => ({
    shows: `${way}: the running call goes on in the changed function`,
    async run(pair: Pair) {
      const program = await pair.start("v1", { env: { WAY: way } });
      await program.line("ready");
      await program.update(await pair.patch());
      await program.line("end");
      const { lines } = program;
      expect(lines.slice(lines.indexOf("ready") + 1, -1)).toEqual(printed);
    },
  })),
  ...Object.entries(refused).map(([way, { code, says }]) => ({
    shows: `${way}: the running call is refused with its place, and ends in old code`,
    async run(pair: Pair) {
      const release = join(pair.folder, "release");
      const program = await pair.start("v1", { env: { WAY: way, RELEASE: release } });
      await program.line("ready");
      const patch = await pair.patch();
      const answer = await program.refuses(patch, code, "--timeout", "300");
      expect(answer.error?.message).toMatch(says);
      expect(answer.error?.at).toMatch(/^src\/main\.ts:\d+:\d+$/);
      const waiting = program.update(patch, "--policy", "when-inactive");
      writeFileSync(release, "");
      await program.line("end");
      await waiting;
      expect(program.lines.at(-2)).toMatch(/^v1/);
    },
  })),
] satisfies readonly Scenario[];
