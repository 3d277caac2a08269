import { expect } from "vitest";
import type { Pair, Running, Scenario } from "../../harness/pairs.ts";

async function ask(program: Running, line: string): Promise<void> {
  program.send(line);
  await program.line(new RegExp(`^${line} \\d+ v`));
}

async function start(pair: Pair, ...lines: readonly string[]): Promise<Running> {
  const program = await pair.start("v1");
  await program.line("ready");
  for (const line of lines) await ask(program, line);
  return program;
}

export default [
  {
    shows: "an update waits for transactions across await, work outside goes on, and later transactions begin in the new version",
    async run(pair: Pair) {
      const program = await start(pair, "begin a", "begin b");
      const update = program.update(await pair.patch());
      await program.isAsked();
      expect((await program.status()).blockers).toMatchObject([
        { function: "answer", count: 2, at: expect.stringContaining("main.ts:29") },
      ]);
      await ask(program, "ping");
      program.send("begin c");
      await program.line("begin c 0 v1");
      program.send("end a\nend b");
      await program.line("a: locked by v1, unlocked by v1");
      await program.line("b: locked by v1, unlocked by v1");
      expect(await update).toMatchObject({ ok: true, stale: [] });
      await ask(program, "end c");
      await program.line("c: locked by v2, unlocked by v2");
    },
  },
  {
    shows: "a refusal names the transaction that was not over in time, and the next update is made when it is",
    async run(pair: Pair) {
      const program = await start(pair, "hold", "fail");
      const patch = await pair.patch();
      const late = await program.refuses(patch, "TRANSACTION", "--timeout", "200");
      expect(late.error).toMatchObject({ message: expect.stringContaining('"log file"'), at: expect.stringContaining("main.ts:30") });
      expect(late.blockers).toMatchObject([{ function: "log file", count: 1 }]);
      program.send("end file");
      await program.line("end file 1 v1");
      expect(await program.update(patch)).toMatchObject({ ok: true });
      await ask(program, "ping");
    },
  },
  {
    shows: "drain waits until its deadline, then moves what is left, and the answer records what it did not wait for",
    async run(pair: Pair) {
      const program = await start(pair, "begin a");
      const patch = await pair.patch();
      const answer = await program.update(patch, "--policy", "drain", "--deadline", "100");
      expect(answer.overridden).toMatchObject([{ function: "answer", count: 1 }]);
      await ask(program, "end a");
      await program.line("a: locked by v1, unlocked by v2");
    },
  },
  {
    shows: "a dry run tells of the transactions that an update would wait for",
    async run(pair: Pair) {
      const program = await start(pair, "begin a");
      const { answer } = await program.apply(await pair.patch(), "--dry-run");
      expect(answer).toMatchObject({ dryRun: true, ok: false, blockers: [{ function: "answer", count: 1 }] });
      await ask(program, "end a");
      await program.line("a: locked by v1, unlocked by v1");
    },
  },
  {
    shows: "an update that the program itself asks for ends in time, too",
    async run(pair: Pair) {
      const program = await pair.start("v1", { env: { PATCH: await pair.patch() } });
      await program.line("ready");
      for (const line of ["begin a", "apply"]) await ask(program, line);
      await program.line("own: TRANSACTION");
      await ask(program, "end a");
      await ask(program, "apply");
      await program.line("own: undefined");
    },
  },
] satisfies readonly Scenario[];
