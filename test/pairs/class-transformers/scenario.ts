import { join } from "node:path";
import { expect } from "vitest";
import { type Pair, pairsFolder, type Scenario } from "../../harness/pairs.ts";

const file = (name: string): readonly string[] => ["--transformers", join(pairsFolder, "class-transformers", name)];

const v1 =
  'v1 {"name":"ann","tags":"a,b","score":1} {"name":"bob","tags":"a,b","score":1,"rights":7} {"name":"cid","tags":"a,b","score":1}';

export default [
  {
    shows: "fields that are retyped, renamed or need a value follow the transformers, once per object, and go back",
    builds: ["esm", "cjs"],
    async run(pair: Pair) {
      const program = await pair.start();
      await program.ask("show", v1);
      await program.update(await pair.patch("v1", "v2", ...file("transformers.ts")));
      const shown = /^v2 (.*)$/;
      program.send("show");
      const users = (await program.line(shown))[1]?.split(" {").map((text) => JSON.parse(text.replace(/^(?!\{)/, "{")) as object);
      expect(users).toEqual([
        { name: "ann", tags: ["a", "b"], points: 1, label: "ann had 1" },
        { name: "bob", tags: ["a", "b"], points: 1, label: "bob had 1", rights: 7 },
        { name: "cid", tags: ["a", "b"], points: 1, label: "cid had 1" },
      ]);
      program.send("new");
      expect((await program.line(shown))[1]).toMatch(/"label":"made new2"/);
      expect(program.lines.filter((line) => line.startsWith("tags of")).sort()).toEqual(["tags of ann", "tags of bob", "tags of cid"]);
      await program.goBack();
      program.send("show");
      const back = (await program.line(/^v1/)).input;
      expect(back).toContain('{"name":"ann","tags":"a,b","score":1}');
      expect(back).toContain('"name":"new2"');
      expect(back).not.toMatch(/points|label/);
    },
  },
  {
    shows: "a transformer that throws undoes everything and names the object",
    async run(pair: Pair) {
      const program = await pair.start();
      const { error } = await program.refuses(await pair.patch("v1", "v2", ...file("throwing.ts")), "TRANSFORMER");
      expect(error?.message).toMatch(/User\.tags.*no tags.*cid/);
      await program.ask("show", v1);
      await program.update(await pair.patch("v1", "v2", ...file("transformers.ts")));
    },
  },
  {
    shows: "what needs a transformer is asked for under a key of its own",
    async run(pair: Pair) {
      const { code, answer } = await pair.diff("v1", "v2");
      expect(code).toBe(1);
      const needed = answer.changes.filter((c) => c.verdict === "needs-transformer").map((c) => [c.name, c.code]);
      expect(needed).toEqual([
        ["User.tags", "FIELD_TYPE"],
        ["User.points", "FIELD_RENAMED"],
        ["User.label", "FIELD_ADDED"],
      ]);
    },
  },
] satisfies readonly Scenario[];
