import type { Pair, Running, Scenario } from "../../harness/pairs.ts";

async function ask(program: Running, question: string, answer: string): Promise<void> {
  program.send(question);
  await program.line(answer);
}

export default {
  shows:
    "generators that waited go on in new code after next() and throw(); what return() ends runs its own finally, that of the code it is in",
  builds: ["esm", "cjs"],
  async run(pair: Pair) {
    const program = await pair.start();
    await program.line("ready");
    await program.update(await pair.patch());
    await ask(program, "return", "over/true/a finally v1");
    await ask(program, "throw", "b caught v2 no/false/");
    await ask(program, "next", "end v2/true/b finally v2");
    await ask(program, "moved", "c1 v2/false/ over/true/c finally v2");
    await ask(program, "break", "d1 v2 ");
    await ask(program, "log", "ended d finally v2");
  },
} satisfies Scenario;
