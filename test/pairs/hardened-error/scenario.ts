import { expect } from "vitest";
import type { Pair, Scenario } from "../../harness/pairs.ts";

export default [
  {
    shows: "where the program has made `Error` read-only, its stack cannot be read: updates say so, and it goes on",
    async run(pair: Pair) {
      const program = await pair.start();
      await program.line("v1 3");
      const late = await program.refuses(await pair.patch(), "STACK_UNREADABLE", "--timeout", "300");
      expect(late.error?.message).toContain("has made `Error` read-only");
      const seen = program.lines.length;
      await program.line(`v1 ${seen + 3}`);
      expect(program.lines.filter((line) => !line.startsWith("v1"))).toEqual([]);
    },
  },
] satisfies readonly Scenario[];
