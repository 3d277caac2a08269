import { join } from "node:path";
import { expect } from "vitest";
import { type Pair, pairsFolder, type Scenario } from "../../harness/pairs.ts";

const file = (name: string): readonly string[] => ["--transformers", join(pairsFolder, "class-strategies", name)];

const V1 =
  'v1 [{"name":"a"},{"name":"b"}] [{"name":"nut","price":2},{"name":"bolt","price":3}] [{"id":3,"site":{"name":"b"}},{"id":1,"site":{"name":"b"}},{"id":2,"site":{"name":"a"}}] [{"text":"first"},{"text":"second"},{"text":"third"}]';

export default [
  {
    shows: "one class follows at once, one at each first touch, and two in the order and at the time that the user chooses; and back",
    async run(pair: Pair) {
      const program = await pair.start();
      await program.ask("show", V1);
      await program.update(await pair.patch("v1", "v2", ...file("transformers.ts")));
      await program.line("notes are done");
      // Eager classes come first, then the strategies as the file names them.
      expect(program.lines.slice(2)).toEqual([
        'orders of {"name":"a","mark":5} {"name":"b","mark":5}',
        "order 1",
        "order 2",
        "order 3",
        "notes after 3 orders",
        "notes are done",
      ]);
      await program.ask("touch", "touched 300 false");
      await program.ask(
        "show",
        'v2 [{"name":"a","mark":5},{"name":"b","mark":5}] [{"name":"nut","price":2},{"name":"bolt","price":3,"cents":300}] ' +
          '[{"id":"b3","site":{"name":"b","mark":5}},{"id":"b1","site":{"name":"b","mark":5}},{"id":"a2","site":{"name":"a","mark":5}}] ' +
          '[{"text":"first","seen":false},{"text":"second","seen":false},{"text":"third","seen":false}]',
      );
      expect(program.lines.filter((line) => line.startsWith("cents of"))).toEqual(["cents of 3"]);
      await program.goBack();
      await program.ask("show", V1);
    },
  },
  {
    shows: "a strategy that leaves objects which no touch could convert is refused, and nothing has changed",
    async run(pair: Pair) {
      const program = await pair.start();
      const { error } = await program.refuses(await pair.patch("v1", "v2", ...file("leaving.ts")), "STRATEGY");
      expect(error?.message).toMatch(/`Order` has left 1 of 3 .*id: 2/);
      await program.ask("show", V1);
    },
  },
  {
    shows: "laziness where objects would keep what they have, and a lazy transformer that is asynchronous, are compile errors",
    async run(pair: Pair) {
      const { code, answer } = await pair.diff("v1", "v2", ...file("wrong.ts"));
      expect(code).toBe(1);
      expect(
        (answer as unknown as { readonly problems: readonly { readonly at: string }[] }).problems.map(({ at }) => at.replace(/.*\//, "")),
      ).toEqual(["wrong.ts:4:3", "wrong.ts:7:53", "wrong.ts:7:3"]);
    },
  },
  {
    shows: "a lazy transformer that reads two fields, which new code may change one by one, is told; overridden, it is lazy",
    async run(pair: Pair) {
      const { code, stderr } = await pair.diff("v1", "v2", ...file("reading.ts"));
      expect({ code, stderr }).toMatchObject({
        code: 1,
        stderr: expect.stringMatching(/reading\.ts:8:3: .*`name`, `price`.*\[lazy-transformer\]/s),
      });
      const program = await pair.start();
      await program.update(await pair.patch("v1", "v2", ...file("reading.ts"), "--override", "lazy-transformer"));
      await program.ask("touch", "touched 7 false");
    },
  },
] satisfies readonly Scenario[];
