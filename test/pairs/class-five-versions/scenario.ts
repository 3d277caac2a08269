import { expect } from "vitest";
import type { Pair, Running, Scenario } from "../../harness/pairs.ts";

const versions = ["v1", "v2", "v3", "v4", "v5"];

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
      await program.ask("show 0", "v1 a 1");
      await climb(pair, program, "--instances", "lazy");
      await program.ask("prototype", "v5 undefined");
      await program.ask("in 0", "v5 true true false");
      await program.ask("show 0", "v5 a 1 c 4 undefined");
      await program.ask("show 0", "v5 a 2 c 5 undefined");
      await program.ask("keep 0", "v5 kept object");
      await program.ask("kept 0", "v5 true");
      await program.ask("write 1", "v5 written b 1 c 4 E");
      await program.ask("child", "v5 b 2 c 5 E 0");
      await program.ask("show 2", "v5 c 1 c 4 undefined");
      await program.ask("new", "v5 made 4");
      await program.ask("keys 4", "v5 name,b,c,d,e,extra");
      await program.ask("show 4", "v5 new4 1 c 4 undefined");
    },
  },
  {
    shows: "objects that follow each version come to the same, and those that wait are brought along when all must follow at once",
    async run(pair: Pair) {
      const program = await pair.start("v1", { env: { FROZEN: "no" } });
      await program.ask("show 0", "v1 a 1");
      await program.update(await pair.patch("v1", "v2", "--instances", "lazy"));
      await program.ask("show 0", "v2 a 1 1");
      await program.update(await pair.patch("v2", "v3", "--instances", "lazy"));
      await program.ask("show 0", "v3 a 1 2 c");
      await program.update(await pair.patch("v3", "v4", "--instances", "lazy"));
      await program.ask("show 0", "v4 a 3 c 4");
      await program.update(await pair.patch("v4", "v5"));
      await program.ask("show 0", "v5 a 4 c 5 undefined");
      await program.ask("show 1", "v5 b 1 c 4 undefined");
      await program.ask("keys 1", "v5 name,b,c,d,e");
    },
  },
  {
    shows: "a frozen object keeps new fields beside it, one value for ever, and still cannot be written (lazy)",
    async run(pair: Pair) {
      const program = await pair.start();
      await climb(pair, program, "--instances", "lazy");
      await program.ask("show 3", "v5 frozen 1 c 4 undefined");
      await program.ask("show 3", "v5 frozen 2 c 5 undefined");
      await program.ask("keep 3", "v5 kept object");
      await program.ask("kept 3", "v5 true");
    },
  },
  {
    shows: "a frozen object that would have to get a field at once is refused by name, and nothing has changed (eager)",
    async run(pair: Pair) {
      const program = await pair.start();
      const { error } = await program.refuses(await pair.patch("v1", "v2", "--instances", "eager"), "OBJECT_CLOSED");
      expect(error?.message).toMatch(/frozen.*`Item`|Item.*frozen/);
      await program.ask("show 0", "v1 a 1");
      await program.ask("keys 0", "v1 name,a");
      await program.ask("new", "v1 made 4");
      await program.ask("keys 4", "v1 name,a,extra");
    },
  },
  {
    shows: "the way back through all versions, objects touched and untouched, and forth again (lazy)",
    async run(pair: Pair) {
      const program = await pair.start();
      const patch = await pair.patch("v1", "v2", "--instances", "lazy");
      await program.update(patch);
      await program.goBack();
      await program.ask("keys 0", "v1 name,a");
      await program.ask("in 0", "v1 false true false");
      await program.update(patch);
      await program.ask("show 0", "v2 a 1 1");
      await program.ask("new", "v2 made 4");
      await program.refuses(await pair.patch("v2", "v3", "--instances", "eager"), "OBJECT_CLOSED");
      await program.ask("show 0", "v2 a 1 2");
      await program.update(await pair.patch("v2", "v3", "--instances", "lazy"));
      await program.ask("show 4", "v3 new4 1 1 c");
      await program.goBack();
      await program.ask("show 4", "v2 new4 1 2");
      await program.ask("show 1", "v2 b 1 1");
      await program.goBack();
      for (const [index, shown] of [
        ["0", "a"],
        ["1", "b"],
        ["4", "new4"],
      ] as const)
        await program.ask(`show ${index}`, `v1 ${shown} 1`);
      await program.ask("keys 0", "v1 name,a");
      await program.ask("keys 4", "v1 name,a,extra");
      await program.update(patch);
      await program.ask("show 0", "v2 a 1 1");
    },
  },
] satisfies readonly Scenario[];
