import { expect } from "vitest";
import type { Pair, Running, Scenario } from "../../harness/pairs.ts";

async function start(pair: Pair, env: Record<string, string> = {}): Promise<Running> {
  const program = await pair.start("v1", { env });
  await program.line("ready");
  program.send("begin");
  await program.line("begin v1");
  return program;
}

const told = (program: Running, who: string): readonly string[] => program.lines.filter((line) => line.startsWith(who));

export default [
  {
    shows: "listeners, the diagnostics channel and one log line tell each step of an update",
    async run(pair: Pair) {
      const program = await start(pair);
      const patch = await pair.patch();
      await program.refuses(patch, "TRANSACTION", "--timeout", "100");
      program.send("end");
      await program.line("end v1");
      const { version } = await program.update(patch);
      program.send("stop");
      await program.line("stop v2");
      await program.goBack();
      const before = ["prepared false", "waiting for 1 false", "refused TRANSACTION false", "prepared false", "in-force false"];
      expect(told(program, "listener")).toEqual(before.map((step) => `listener: ${step}`));
      expect(told(program, "channel")).toEqual([...before, "prepared false", "in-force false"].map((step) => `channel: ${step}`));
      const log = program.stderr.split("\n").filter((line) => line.startsWith("ts-updatable:"));
      expect(log).toHaveLength(3);
      expect(log[0]).toMatch(/the update to \w+ was refused, version \w+ goes on: .*"task".* \[TRANSACTION\]/);
      expect(log[1]).toMatch(new RegExp(`version ${version} is in force \\(before: \\w+; move, 1 functions, 0 calls moved, reached after`));
    },
  },
  {
    shows: "TS_UPDATABLE_LOG=off keeps standard error silent",
    async run(pair: Pair) {
      const program = await start(pair, { TS_UPDATABLE_LOG: "off" });
      program.send("end");
      await program.line("end v1");
      await program.update(await pair.patch());
      expect(program.stderr).toBe("");
    },
  },
] satisfies readonly Scenario[];
