import { expect } from "vitest";
import type { Pair, Scenario } from "../../harness/pairs.ts";

export default [
  {
    shows: "an actor that waits for its next message through three patches handles it in the last version",
    builds: ["esm", "cjs"],
    async run(pair: Pair) {
      const program = await pair.start();
      await program.line("ready");
      program.send("a");
      await program.line("v1 a 1");
      await program.update(await pair.patch("v1", "v2"));
      await program.update(await pair.patch("v2", "v1"));
      await program.update(await pair.patch("v1", "v3"));
      program.send("b");
      await program.line("v3 b 2 b");
      program.send("c");
      await program.line("v3 c 3 bc");
      await program.goBack();
      await program.goBack();
      program.send("d");
      await program.line("v2 d 4");
      expect((await program.status()).stale).toEqual([]);
      expect(program.lines).toEqual(["ready", "v1 a 1", "v3 b 2 b", "v3 c 3 bc", "v2 d 4"]);
    },
  },
] satisfies readonly Scenario[];
