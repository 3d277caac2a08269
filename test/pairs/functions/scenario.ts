import { expect } from "vitest";
import type { Pair, Running, Scenario } from "../../harness/pairs.ts";

async function ask(program: Running, question: string): Promise<string> {
  program.skip();
  program.send(question);
  const [answer] = await program.line(/.*/);
  return answer;
}

export default {
  shows: "functions are changed together, added and removed",
  builds: ["esm", "cjs", "poll"],
  async run(pair: Pair) {
    const program = await pair.start();
    await program.line("ready");
    expect(await ask(program, "greet ann")).toBe("hello ann");
    const diff = await pair.diff("v1", "v2");
    expect(diff.code).toBe(1);
    expect(diff.stderr).toMatch(/--initialisers keep.*INITIALISER/s);
    const patch = await pair.patch("v1", "v2", "--initialisers", "keep");
    const answer = await program.update(patch);
    expect([...(answer.replaced ?? [])].sort()).toEqual(expect.arrayContaining(["answer", "greet", "prefix"]));
    expect(answer.replaced).not.toContain("untouched");
    expect(await ask(program, "greet ann")).toBe("*good day ann**");
    expect(await ask(program, "stars 3")).toBe("***");
    // It was handed out before, so it is still there: as the diff said.
    expect(await ask(program, "farewell ann")).toBe("bye ann");
    await program.goBack();
    expect(await ask(program, "greet ann")).toBe("hello ann");
    expect(await ask(program, "stars 3")).toBe("?");
    await program.update(patch);
    expect(await ask(program, "greet bob")).toBe("*good day bob**");
    expect(await ask(program, "stars 1")).toBe("*");
  },
} satisfies Scenario;
