import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "vitest";
import { projectFolder } from "../../harness/imports.ts";
import type { Pair, Running, Scenario } from "../../harness/pairs.ts";

const LIVING = ["--expose-gc", "--import", join(projectFolder, "test", "harness", "living-code.ts")];

async function untilGone(program: Running, version: string): Promise<void> {
  for (let n = 0; (await program.answerTo("living")).includes(version); n++) {
    if (n > 200) throw new Error(`code of version ${version} is still there`);
    await sleep(50);
  }
}

export default [
  {
    shows: "names that a rollback takes away go with their code and values, and come anew with the next update",
    async run(pair: Pair) {
      const program = await pair.start("v1", { node: LIVING });
      await program.line("ready");
      const patch = await pair.patch();
      let second = "";
      for (const name of ["one", "two"]) {
        ({ version: second } = await program.update(patch));
        await program.ask(`serve a/${name}`, `${name} 1`);
        await program.goBack();
        await program.answerTo("release");
        await program.line(`a/${name} 5 in v1`);
      }
      expect(await program.answerTo("living")).toContain(second);
      // What calls have missed is forgotten when the next update comes.
      await program.update(await pair.patch("v1", "v4"));
      await untilGone(program, second);
    },
  },
  {
    shows: "a call that goes on in code which a rollback took away finds the names that the module has no longer",
    async run(pair: Pair) {
      const program = await pair.start();
      await program.line("ready");
      await program.update(await pair.patch("v1", "v3", "--transformers", join(import.meta.dirname, "transformers.ts")));
      await program.ask("serve a/one", "one 1");
      await program.goBack();
      // Its local cannot be carried over, and so its old code is linked once more.
      await program.ask("release", "a/one 5, one 2 in v3");
      await program.ask("serve two", "serve two -> v1");
    },
  },
] satisfies readonly Scenario[];
