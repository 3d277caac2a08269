import type { Pair, Running, Scenario } from "../../harness/pairs.ts";

async function ask(program: Running, answer: string): Promise<void> {
  program.send("show");
  await program.line(answer);
}

export default {
  shows: "a class that exists and one that is new have private static members, by whatever name their own text calls them",
  builds: ["esm", "cjs"],
  async run(pair: Pair) {
    const program = await pair.start();
    await ask(program, "v1");
    await program.update(await pair.patch());
    await ask(program, "v2 4 5 11");
    await ask(program, "v2 5 5 12");
    await program.goBack();
    await ask(program, "v1");
    await program.update(await pair.patch());
    await ask(program, "v2 4 5 11");
  },
} satisfies Scenario;
