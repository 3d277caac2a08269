import { expect } from "vitest";
import type { Pair, Running, Scenario } from "../../harness/pairs.ts";

async function start(pair: Pair): Promise<Running> {
  const program = await pair.start();
  await program.line("ready");
  program.send("a");
  await program.line("v1 x,a 6");
  return program;
}

export default [
  {
    shows: "a changed initialiser is a question, with its place and the two answers",
    async run(pair: Pair) {
      const { code, stderr, answer } = await pair.diff("v1", "v2");
      expect(code).toBe(1);
      expect(stderr).toMatch(/src\/main\.ts:3:7.*`seen`/);
      expect(stderr).toMatch(/--initialisers keep or --initialisers rerun/);
      expect(answer.changes).toContainEqual(expect.objectContaining({ name: "count", verdict: "no-effect", code: "VALUE_KEPT" }));
    },
  },
  {
    shows: "keep: the value stays",
    builds: ["esm", "cjs"],
    async run(pair: Pair) {
      const program = await start(pair);
      await program.update(await pair.patch("v1", "v2", "--initialisers", "keep"));
      program.send("b");
      await program.line("v2 x,a,b 7");
      await program.goBack();
      program.send("c");
      await program.line("v1 x,a,b,c 8");
    },
  },
  {
    shows: "rerun: the value is computed anew",
    builds: ["esm", "cjs"],
    async run(pair: Pair) {
      const program = await start(pair);
      await program.update(await pair.patch("v1", "v2", "--initialisers", "rerun"));
      program.send("b");
      await program.line("v2 y,b 7");
    },
  },
] satisfies readonly Scenario[];
