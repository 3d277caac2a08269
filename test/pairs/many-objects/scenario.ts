import { join } from "node:path";
import { expect } from "vitest";
import { type Pair, pairsFolder, type Running, type Scenario } from "../../harness/pairs.ts";

/** `OBJECTS=1000000` for the full size. */
const COUNT = Number(process.env["OBJECTS"] ?? 10_000);

const start = (pair: Pair): Promise<Running> => pair.start("v1", { node: ["--expose-gc"], env: { OBJECTS: String(COUNT) } });

async function ask(program: Running, question: string): Promise<string> {
  program.send(question);
  return (await program.line(/^(v\d|alive) .*/))[0];
}

const file = (name: string): readonly string[] => ["--transformers", join(pairsFolder, "many-objects", name)];

export default [
  {
    shows: "all objects that are held are converted before the new version reads one, and none that is not held stays alive",
    async run(pair: Pair) {
      const program = await start(pair);
      expect(await ask(program, "1")).toBe(`v1 ${COUNT} of 1`);
      await ask(program, "scatter");
      await program.update(await pair.patch("v1", "v2", ...file("eager.ts")));
      expect(await ask(program, "1")).toBe(`v2 ${COUNT} of ${COUNT} are right, ${COUNT} calls before, ${COUNT} after`);
      expect(await ask(program, "alive")).toBe(`alive 0 of ${Math.ceil(COUNT / 200)}`);
      await program.goBack();
      expect(await ask(program, "1")).toBe(`v1 ${COUNT} of 1`);
    },
  },
  {
    shows: "of objects that follow when they are touched, each that is touched costs one call of its transformer",
    async run(pair: Pair) {
      const program = await start(pair);
      expect(await ask(program, "1")).toBe(`v1 ${COUNT} of 1`);
      await program.update(await pair.patch("v1", "v2", ...file("lazy.ts")));
      const touched = COUNT / 100;
      expect(await ask(program, "100")).toBe(`v2 ${touched} of ${touched} are right, 0 calls before, ${touched} after`);
      expect(await ask(program, "100")).toBe(`v2 ${touched} of ${touched} are right, ${touched} calls before, ${touched} after`);
      await program.goBack();
      expect(await ask(program, "1")).toBe(`v1 ${COUNT} of 1`);
    },
  },
] satisfies readonly Scenario[];
