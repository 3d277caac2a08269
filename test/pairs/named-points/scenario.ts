import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import type { Pair, Scenario } from "../../harness/pairs.ts";

export default [
  {
    shows: "a build that names its update points takes an update there, and at no loop",
    builds: ["named"],
    async run(pair: Pair) {
      const release = join(pair.folder, "release");
      const program = await pair.start("v1", { env: { RELEASE: release } });
      await program.line("in the middle of a turn");
      const patch = await pair.patch();
      const early = await program.refuses(patch, "NOT_REACHED", "--timeout", "300");
      expect(early.blockers).toMatchObject([{ at: expect.stringContaining("updatePoint") }]);
      const update = program.update(patch);
      await program.isAsked();
      writeFileSync(release, "");
      expect(await update).toMatchObject({ moved: [{ function: "run", from: { line: 18 }, to: { line: 14 } }] });
      await program.line("v2: 1 1");
      expect(program.stdout).not.toContain("one turn by v1");
    },
  },
  {
    shows: "the same program in a build as usual takes it in the middle of a turn, at the loop it stands in",
    async run(pair: Pair) {
      const program = await pair.start("v1", { env: { RELEASE: join(pair.folder, "release") } });
      await program.line("in the middle of a turn");
      const refused = await program.refuses(await pair.patch(), "POINT_LOST", "--timeout", "300");
      // The new `turn` runs only its own text: no frame can stand in a call of it.
      const why = expect.stringContaining("what it calls only runs its own text now") as string;
      expect(refused.blockers).toMatchObject([{ function: "turn" }, { function: "run", why }]);
    },
  },
] satisfies readonly Scenario[];
