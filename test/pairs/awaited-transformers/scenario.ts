import { join } from "node:path";
import { expect } from "vitest";
import { type Pair, pairsFolder, type Scenario } from "../../harness/pairs.ts";

const patch = (pair: Pair, file: string): Promise<string> =>
  pair.patch("v1", "v2", "--transformers", join(pairsFolder, "awaited-transformers", file));

const STEP = /^v\d (step|number) (\d+)/;
const V1 = 'v1 [["a",1]] [{"name":"x","size":3},{"name":"y","size":3}]';
const V2 = 'v2 a,1 [{"name":"x","size":"x3"},{"name":"y","size":"y3"}]';

/** Both tasks go through all their numbers, none twice. */
function expectNoGap(lines: readonly string[]): void {
  for (const kind of ["step", "number"]) {
    const seen = lines.map((line) => STEP.exec(line)).filter((found) => found?.[1] === kind);
    expect(seen.map((found) => Number(found?.[2]))).toEqual(seen.map((_, index) => index + 1));
  }
}

export default [
  {
    shows: "tasks make no step while a transformer is awaited, and then go on in the new version; and back",
    builds: ["esm", "cjs"],
    async run(pair: Pair) {
      const program = await pair.start();
      await program.ask("count", V1);
      await program.line(/^v1 step 3 number/);
      await program.update(await patch(pair, "transformers.ts"));
      await program.line(/^v2 number/);
      await program.line(/^v2 step \d+ bigint/);
      const { lines } = program;
      expect(
        lines.slice(lines.lastIndexOf("transformer begins"), lines.lastIndexOf("transformer ends")).filter((l) => STEP.test(l)),
      ).toEqual([]);
      expect(lines.filter((line) => line === "transformer begins")).toHaveLength(1);
      await program.ask("show", V2);
      await program.goBack();
      await program.line(/^v1 step \d+ number/);
      await program.ask("show", V1.replace('"a",1', '"a",2'));
      expectNoGap(program.lines);
    },
  },
  {
    shows: "a promise that is rejected refuses the update, names the object, and the tasks go on",
    async run(pair: Pair) {
      const program = await pair.start();
      await program.ask("count", V1);
      await program.line(/^v1 step 3/);
      const { error } = await program.refuses(await patch(pair, "rejecting.ts"), "TRANSFORMER");
      expect(error?.message).toMatch(/Order\.size.*no size.*transformers.*name: 'y'/);
      program.skip();
      await program.line(/^v1 step/);
      await program.line(/^v1 number/);
      await program.ask("show", V1);
      expectNoGap(program.lines);
      await program.update(await patch(pair, "transformers.ts"));
    },
  },
  {
    shows: "a promise that is never settled ends with the timeout, and status names it until then",
    async run(pair: Pair) {
      const program = await pair.start();
      await program.ask("count", V1);
      const refused = program.refuses(await patch(pair, "unsettled.ts"), "TRANSFORMER_PENDING", "--timeout", "15000");
      await program.isAsked();
      const { blockers } = await program.status();
      expect(blockers.map((b) => b.function)).toEqual(["src/main.ts#limits"]);
      expect((await refused).error?.message).toContain("`src/main.ts#limits`");
      program.skip();
      await program.line(/^v1 step/);
    },
  },
  {
    shows: "what runs beside a transformer makes it run again, and is named where that does not end",
    async run(pair: Pair) {
      const program = await pair.start();
      await program.ask("tick", V1);
      const { error, blockers, retries } = await program.refuses(await patch(pair, "transformers.ts"), "DISTURBED", "--timeout", "6000");
      expect(error).toMatchObject({
        at: "src/main.ts:30:1",
        message: expect.stringMatching(/`tick` at src\/main\.ts:30:1: it ran beside/),
      });
      expect(blockers?.[0]).toMatchObject({ function: "tick" });
      expect(retries).toBeGreaterThan(0);
      expect(blockers?.[0]?.count).toBeGreaterThanOrEqual(retries ?? 0);
      expect(program.lines.filter((line) => line === "transformer begins").length).toBeGreaterThan(1);
      await program.ask("show", V1);
    },
  },
  {
    shows: "a loop that never returns to the event loop is named",
    async run(pair: Pair) {
      const program = await pair.start();
      program.send("spin");
      await program.line("spins");
      const { error } = await program.refuses(await patch(pair, "transformers.ts"), "ASYNC_TRANSFORMER", "--timeout", "500");
      expect(error?.message).toMatch(/`spin` at src\/main\.ts:\d+:\d+: .*event loop/);
    },
  },
  {
    shows:
      "a dry run tells what would be awaited and runs nothing; a policy that cannot wait and a version that may have to go back by itself are refused",
    async run(pair: Pair) {
      const program = await pair.start();
      const folder = await patch(pair, "transformers.ts");
      const { answer } = await program.apply(folder, "--dry-run");
      expect(answer).toMatchObject({ ok: true, blockers: [{ function: "src/main.ts#limits" }, { function: "src/main.ts#Order.size" }] });
      await program.refuses(folder, "PINNED_STATE", "--policy", "finish-old");
      await program.refuses(folder, "NO_WAY_BACK", "--confirm-within", "10000");
      await program.ask("show", V1);
      expect(program.lines).not.toContain("transformer begins");
    },
  },
] satisfies readonly Scenario[];
