import { expect } from "vitest";
import type { Pair, Running, Scenario } from "../../harness/pairs.ts";
import { decide } from "../../harness/policies.ts";

async function start(pair: Pair, ...lines: readonly string[]): Promise<Running> {
  const program = await pair.start("v1");
  await program.line("ready");
  for (const line of lines) await ask(program, line);
  return program;
}

async function ask(program: Running, line: string): Promise<void> {
  program.send(line);
  await program.line(line);
}

const WORK = "src/main.ts#work";

export default [
  {
    shows: "a worker loop begins anew with the locals that it carries, and its promise gets one result",
    async run(pair: Pair) {
      const program = await start(pair, "begin w", "turn");
      const patch = await pair.patch("v1", "v2", ...decide(pair.folder, { [WORK]: '{ restart: { carry: ["cursor", "seen"] } }' }));
      await program.update(patch);
      await ask(program, "turn");
      await program.line("w is left by v1");
      await program.line("w boots in v2 with 1 a");
      for (const line of ["turn", "turn"]) await ask(program, line);
      await program.line("w v2 aBC");
      expect((await program.status()).ended).toEqual([
        { function: "work", at: expect.stringMatching(/^src\/main\.ts:15:/), how: "restarted", count: 1 },
      ]);
      expect(program.stdout).not.toContain("has seen");
    },
  },
  {
    shows: "a worker that fails after the update begins anew as well, and one without carried locals from its start",
    async run(pair: Pair) {
      const program = await start(pair, "begin w", "turn");
      await program.update(await pair.patch("v1", "v2", ...decide(pair.folder, { [WORK]: '"restart"' })));
      await ask(program, "fail");
      await program.line("w is left by v1");
      await program.line("w boots in v2 with 0 ");
      for (const line of ["turn", "turn", "turn"]) await ask(program, line);
      await program.line("w v2 ABC");
    },
  },
  {
    shows: "a suspended worker is aborted when it goes on, and others are not touched",
    async run(pair: Pair) {
      const program = await start(pair, "begin w");
      await program.update(await pair.patch("v1", "v2", ...decide(pair.folder, { [WORK]: '"abort"' })), "--allow-abort");
      program.send("begin x");
      await program.line("x boots in v2 with 0 ");
      await ask(program, "turn");
      await program.line("w is left by v1");
      await program.line("w ended with UpdateAborted");
      for (const line of ["turn", "turn", "turn"]) await ask(program, line);
      await program.line("x v2 ABC");
    },
  },
] satisfies readonly Scenario[];
