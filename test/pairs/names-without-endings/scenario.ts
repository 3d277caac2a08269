import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Pair, Running, Scenario } from "../../harness/pairs.ts";

async function ask(program: Running, answer: string): Promise<void> {
  program.send("show");
  await program.line(answer);
}

export default {
  shows: "new modules of a CommonJS program are found by names without their endings, as `require` finds files",
  builds: ["cjs"],
  async run(pair: Pair) {
    const program = await pair.start();
    await ask(program, "v1 1");
    // What the folder around the patch says of its kind is of no importance.
    writeFileSync(join(pair.folder, "package.json"), JSON.stringify({ type: "module" }));
    await program.update(await pair.patch());
    await ask(program, "v2 2 inner 3 inner 4");
    await program.goBack();
    await ask(program, "v1 5");
  },
} satisfies Scenario;
