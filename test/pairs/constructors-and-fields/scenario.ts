import { expect } from "vitest";
import type { Pair, Scenario } from "../../harness/pairs.ts";

export default [
  {
    shows: "a constructor that stands within super() goes on in its new code, and the object gets the fields of its class once",
    builds: ["esm", "cjs"],
    async run(pair: Pair) {
      const program = await pair.start("v1", { env: { WHICH: "first" } });
      await program.line("v1 11 v1 own 6; v1 v1 early0,v1 early1,v1 worker kind v1,v1 done 11");
      await program.line("v1 in the base");
      await program.update(await pair.patch());
      await program.line("v2 own 110; v2 v1 first0,v2 first1,v2 worker kind v2,v2 done 20");
      await program.line("v2 12 v2 own 6; v2 v1 early0,v1 early1,v1 worker kind v1,v1 done 12 true");
      await program.line("v2 own 110; v2 v2 late0,v2 late1,v2 worker kind v2,v2 done 20");
      await program.line("v2 own 114; v2 v2 new0,v2 new1,v2 worker kind v2,v2 done 20");
      expect((await program.status()).stale).toEqual([]);
    },
  },
  {
    shows: "a constructor that stands behind super() goes on in its new code, with the object that it has",
    builds: ["esm", "cjs"],
    async run(pair: Pair) {
      const program = await pair.start("v1", { env: { WHICH: "second" } });
      await program.line("v1 in the worker");
      await program.update(await pair.patch());
      await program.line("v2 own 110; v2 v1 second0,v1 second1,v1 worker kind v1,v2 done 10");
      await program.line("v2 own 110; v2 v2 late0,v2 late1,v2 worker kind v2,v2 done 20");
      await program.goBack();
    },
  },
] satisfies readonly Scenario[];
