import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import type { Pair, Scenario } from "../../harness/pairs.ts";

/** How the stack shows the code that is not updatable, and what it gives to the program in the end. */
const ways: Readonly<Record<string, { readonly blocker: RegExp; readonly result: string }>> = {
  inMap: { blocker: /map/, result: "10,20,30" },
  inSort: { blocker: /sort/, result: "1,2,3" },
  inReviver: { blocker: /parse|anonymous/, result: '{"a":10,"b":20,"c":30}' },
  inReplace: { blocker: /replace/, result: "10-20-30" },
  inGetter: { blocker: /inGetter/, result: "100" },
  inProxy: { blocker: /inProxy/, result: "10 20" },
};

export default [
  ...Object.entries(ways).map(([way, { blocker, result }]) => ({
    shows: `${way}: what is not updatable on the stack defers the update and is named`,
    async run(pair: Pair) {
      const release = join(pair.folder, "release");
      const program = await pair.start("v1", { env: { WAY: way, RELEASE: release } });
      await program.line("inside");
      const patch = await pair.patch();
      const late = await program.refuses(patch, "NOT_REACHED", "--timeout", "300");
      expect(late.blockers?.map((b) => b.function).join()).toMatch(blocker);
      expect(late.error?.message).toMatch(blocker);
      expect((await program.status()).pending).toBeNull();
      const update = program.update(patch);
      writeFileSync(release, "");
      await update;
      await program.line("v2 end");
      expect(program.lines).toContain(`v1 result ${result}`);
    },
  })),
  {
    shows: "a constructor on the stack moves, or is named",
    async run(pair: Pair) {
      const release = join(pair.folder, "release");
      const program = await pair.start("v1", { env: { WAY: "inConstructor", RELEASE: release } });
      await program.line("inside");
      const update = program.update(await pair.patch());
      writeFileSync(release, "");
      await update;
      await program.line("v2 end");
    },
  },
] satisfies readonly Scenario[];
