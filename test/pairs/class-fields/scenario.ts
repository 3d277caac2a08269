import { expect } from "vitest";
import type { Pair, Scenario } from "../../harness/pairs.ts";

export default [
  {
    shows: "objects that exist get new fields and lose removed ones, wherever they are held; new ones begin with them",
    builds: ["esm", "cjs"],
    async run(pair: Pair) {
      const program = await pair.start();
      program.send("list");
      await program.line(
        'v1 a 1 junk {"name":"a","junk":"junk","size":1} 7; v1 b 1 junk {"name":"b","junk":"junk","size":1,"extra":true} 7',
      );
      await program.update(await pair.patch());
      program.send("list");
      await program.line(/^v2 a 1 1 undefined \{"name":"a","size":1,"tags":\["t"\]\} 7; v2 b 1 1 undefined \{.*"more":\{"deep":1\}.*\} 7$/);
      program.send("closure");
      await program.line('v2 closure 1 1 undefined {"name":"closure","size":1,"tags":["t"]} 7');
      program.send("weak");
      await program.line('v2 weak 1 1 undefined {"name":"weak","size":1,"tags":["t"]} 7');
      program.send("release");
      await program.line("released");
      await program.line('v2 suspended 1 1 undefined {"name":"suspended","size":1,"tags":["t"]} 7');
      program.send("new");
      await program.line("made");
      program.send("list");
      const [, , , third] = (await program.line(/new/)).input.split("; ");
      expect(third).toContain("v2 new3 10 1 undefined");
      expect(third).toContain('"more":{"deep":1}');
    },
  },
  {
    shows: "a rollback takes new fields away and gives removed ones back, in their order; the way forth starts anew",
    async run(pair: Pair) {
      const program = await pair.start();
      program.send("list");
      const before = (await program.line(/^v1/)).input;
      const patch = await pair.patch();
      await program.update(patch);
      program.send("list");
      await program.line(/^v2 a 1 1/);
      await program.goBack();
      program.send("list");
      expect((await program.line(/^v1/)).input).toBe(before);
      await program.update(patch);
      program.send("list");
      await program.line(/^v2 a 1 1/);
      program.send("list");
      await program.line(/^v2 a 1 2/);
    },
  },
] satisfies readonly Scenario[];
