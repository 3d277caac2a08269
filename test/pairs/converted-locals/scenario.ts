import { join } from "node:path";
import { expect } from "vitest";
import type { Pair, Scenario } from "../../harness/pairs.ts";

const fileOf = (name: string): string => join(import.meta.dirname, `${name}.ts`);

export default [
  {
    shows: "locals of a running call are converted, renamed and made as the transformers say",
    async run(pair: Pair) {
      const program = await pair.start();
      await program.line("ready");
      await program.update(await pair.patch("v1", "v2", "--transformers", fileOf("transformers")));
      await program.line("v2 1010 bigint kept 5");
    },
  },
  {
    shows: "a transformer of a local that throws undoes the update with all frames; the next patch applies",
    async run(pair: Pair) {
      const program = await pair.start();
      await program.line("ready");
      const { error } = await program.refuses(await pair.patch("v1", "v2", "--transformers", fileOf("throwing")), "TRANSFORMER");
      expect(error?.message).toMatch(/src\/main\.ts#run:total.*not today/);
      await program.update(await pair.patch("v1", "v2", "--transformers", fileOf("transformers")));
      await program.line("v2 1010 bigint kept 5");
    },
  },
] satisfies readonly Scenario[];
