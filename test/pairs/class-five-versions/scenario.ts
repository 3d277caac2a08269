import { expect } from "vitest";
import type { Pair, Running, Scenario } from "../../harness/pairs.ts";

const versions = ["v1", "v2", "v3", "v4", "v5"];

async function ask(program: Running, question: string, answer: string): Promise<void> {
  program.send(question);
  await program.line(answer);
}

/** Brings a program that runs v1 to v5, step by step. */
async function climb(pair: Pair, program: Running, ...options: readonly string[]): Promise<void> {
  for (const [index, version] of versions.slice(1).entries()) await program.update(await pair.patch(versions[index], version, ...options));
}

export default [
  {
    shows: "an object that is first touched under the fifth version has followed all of them, once each (lazy)",
    builds: ["esm", "cjs"],
    async run(pair: Pair) {
      const program = await pair.start();
      await ask(program, "show 0", "v1 a 1");
      await climb(pair, program, "--instances", "lazy");
      await ask(program, "prototype", "v5 undefined");
      await ask(program, "in 0", "v5 true true false");
      await ask(program, "show 0", "v5 a 1 c 4 undefined");
      await ask(program, "show 0", "v5 a 2 c 5 undefined");
      await ask(program, "keep 0", "v5 kept object");
      await ask(program, "kept 0", "v5 true");
      await ask(program, "write 1", "v5 written b 1 c 4 E");
      await ask(program, "child", "v5 b 2 c 5 E 0");
      await ask(program, "show 2", "v5 c 1 c 4 undefined");
      await ask(program, "new", "v5 made 4");
      await ask(program, "keys 4", "v5 name,b,c,d,e,extra");
      await ask(program, "show 4", "v5 new4 1 c 4 undefined");
    },
  },
  {
    shows: "objects that follow each version come to the same, and those that wait are brought along when all must follow at once",
    async run(pair: Pair) {
      const program = await pair.start("v1", { env: { FROZEN: "no" } });
      await ask(program, "show 0", "v1 a 1");
      await program.update(await pair.patch("v1", "v2", "--instances", "lazy"));
      await ask(program, "show 0", "v2 a 1 1");
      await program.update(await pair.patch("v2", "v3", "--instances", "lazy"));
      await ask(program, "show 0", "v3 a 1 2 c");
      await program.update(await pair.patch("v3", "v4", "--instances", "lazy"));
      await ask(program, "show 0", "v4 a 3 c 4");
      await program.update(await pair.patch("v4", "v5"));
      await ask(program, "show 0", "v5 a 4 c 5 undefined");
      await ask(program, "show 1", "v5 b 1 c 4 undefined");
      await ask(program, "keys 1", "v5 name,b,c,d,e");
    },
  },
  {
    shows: "a frozen object keeps new fields beside it, one value for ever, and still cannot be written (lazy)",
    async run(pair: Pair) {
      const program = await pair.start();
      await climb(pair, program, "--instances", "lazy");
      await ask(program, "show 3", "v5 frozen 1 c 4 undefined");
      await ask(program, "show 3", "v5 frozen 2 c 5 undefined");
      await ask(program, "keep 3", "v5 kept object");
      await ask(program, "kept 3", "v5 true");
    },
  },
  {
    shows: "a frozen object that would have to get a field at once is refused by name, and nothing has changed (eager)",
    async run(pair: Pair) {
      const program = await pair.start();
      const { error } = await program.refuses(await pair.patch("v1", "v2", "--instances", "eager"), "OBJECT_CLOSED");
      expect(error?.message).toMatch(/frozen.*`Item`|Item.*frozen/);
      await ask(program, "show 0", "v1 a 1");
      await ask(program, "keys 0", "v1 name,a");
      await ask(program, "new", "v1 made 4");
      await ask(program, "keys 4", "v1 name,a,extra");
    },
  },
  {
    shows: "the way back through all versions, objects touched and untouched, and forth again (lazy)",
    async run(pair: Pair) {
      const program = await pair.start();
      const patch = await pair.patch("v1", "v2", "--instances", "lazy");
      await program.update(patch);
      await program.goBack();
      await ask(program, "keys 0", "v1 name,a");
      await ask(program, "in 0", "v1 false true false");
      await program.update(patch);
      await ask(program, "show 0", "v2 a 1 1");
      await ask(program, "new", "v2 made 4");
      await program.refuses(await pair.patch("v2", "v3", "--instances", "eager"), "OBJECT_CLOSED");
      await ask(program, "show 0", "v2 a 1 2");
      await program.update(await pair.patch("v2", "v3", "--instances", "lazy"));
      await ask(program, "show 4", "v3 new4 1 1 c");
      await program.goBack();
      await ask(program, "show 4", "v2 new4 1 2");
      await ask(program, "show 1", "v2 b 1 1");
      await program.goBack();
      for (const [index, shown] of [
        ["0", "a"],
        ["1", "b"],
        ["4", "new4"],
      ] as const)
        await ask(program, `show ${index}`, `v1 ${shown} 1`);
      await ask(program, "keys 0", "v1 name,a");
      await ask(program, "keys 4", "v1 name,a,extra");
      await program.update(patch);
      await ask(program, "show 0", "v2 a 1 1");
    },
  },
] satisfies readonly Scenario[];
