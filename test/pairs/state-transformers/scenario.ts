import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import type { Pair, Running, Scenario } from "../../harness/pairs.ts";

const fileOf = (name: string): string => join(import.meta.dirname, `${name}.ts`);

async function start(pair: Pair): Promise<Running> {
  const program = await pair.start();
  await program.line("ready");
  program.send("ada");
  await program.line("v1 ada 3 1 5");
  return program;
}

export default [
  {
    shows: "variables are converted, renamed and kept as the transformers say; a rollback converts back",
    builds: ["esm", "cjs"],
    async run(pair: Pair) {
      const program = await start(pair);
      await program.update(await pair.patch("v1", "v2", "--transformers", fileOf("transformers")));
      program.send("bob");
      await program.line("v2 ada:7:undefined,bob:1:5 bob 2 5");
      await program.goBack();
      program.send("eve");
      await program.line("v1 ada,bob,eve 3 3 5");
    },
  },
  {
    shows: "without answers there is no patch, but a file with exactly what is missing, which does not compile before it is filled in",
    async run(pair: Pair) {
      const { code, stderr, folder } = await pair.diff("v1", "v2");
      const skeleton = `${folder}.transformers.ts`;
      expect(code).toBe(1);
      expect(existsSync(folder)).toBe(false);
      expect(stderr).toContain("--transformers");
      const text = readFileSync(skeleton, "utf8");
      const keys = [...text.slice(0, text.indexOf("// ---")).matchAll(/^ {2}"(.*?)":/gm)].map(([, key]) => key);
      expect(keys).toEqual(["src/main.ts#users", "src/main.ts#last", "src/main.ts#history", "src/main.ts#started"]);
      const unfilled = await pair.diff("v1", "v2", "--transformers", skeleton);
      expect(unfilled.code).toBe(1);
      expect(unfilled.stderr).toMatch(/transformers\.ts:6:\d+: .*\[TRANSFORMER\]/s);
      const answers = ["(old) => new Map([...old].map(([k, u]) => [k, { ...u, age: 1 }]))", "(old) => String(old)", '"rerun"', '"rerun"'];
      const filled = text.replace(/^( {2}"src.*?": )(\(old\) => \{\}|undefined),$/gm, (_, head: string) => `${head}${answers.shift()},`);
      writeFileSync(skeleton, filled);
      const program = await start(pair);
      await program.update(await pair.patch("v1", "v2", "--transformers", skeleton));
      program.send("bob");
      await program.line("v2 ada:1:undefined,bob:1:7 bob 1 7");
    },
  },
  {
    shows: "a wrong transformer is a compile error with its place",
    async run(pair: Pair) {
      const { code, stderr, folder } = await pair.diff("v1", "v2", "--transformers", fileOf("wrong"));
      expect(code).toBe(1);
      expect(existsSync(folder)).toBe(false);
      expect(stderr).toMatch(/wrong\.ts:4:\d+: .*string.*number/s);
      expect(stderr).toMatch(/wrong\.ts:5:\d+: .*"orders".*"order"/s);
      const unknown = await pair.diff("v1", "v2", "--transformers", fileOf("unknown"));
      expect(unknown.code).toBe(1);
      expect(unknown.stderr).toMatch(/unknown\.ts:8:\d+: .*nobody/s);
    },
  },
  {
    shows: "a transformer that throws undoes the update and is named; the next patch applies",
    async run(pair: Pair) {
      const program = await start(pair);
      const { error } = await program.refuses(await pair.patch("v1", "v2", "--transformers", fileOf("throwing")), "TRANSFORMER");
      expect(error?.message).toMatch(/src\/main\.ts#last.*RangeError: no word for 3/);
      program.send("bob");
      await program.line("v1 ada,bob 3 2 5");
      await program.update(await pair.patch("v1", "v2", "--transformers", fileOf("transformers")));
      program.send("eve");
      await program.line("v2 ada:7:undefined,bob:7:undefined,eve:1:5 eve 3 5");
    },
  },
  {
    shows: "a rollback that would have to convert without a transformer is refused beforehand",
    async run(pair: Pair) {
      const { code, answer } = await pair.diff("v1", "v2", "--transformers", fileOf("throwing"));
      expect(code).toBe(0);
      expect(answer.reverse).toMatchObject({ refused: [expect.stringContaining("last: ")] });
    },
  },
] satisfies readonly Scenario[];
