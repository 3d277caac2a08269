import { join } from "node:path";
import { expect } from "vitest";
import { type Pair, pairsFolder, type Running, type Scenario } from "../../harness/pairs.ts";

const transformers = (name: string): readonly string[] => ["--transformers", join(pairsFolder, "messages", `${name}.ts`)];

async function start(pair: Pair): Promise<Running> {
  const program = await pair.start("v1");
  await program.line("ready");
  return program;
}

async function ask(program: Running, thread: string, ...words: readonly string[]): Promise<void> {
  program.send([thread, ...words].join(" "));
  await program.line(`${thread} ${words[0]} done`);
}

/** What a thread holds, each without its version. */
async function held(program: Running, thread: string): Promise<readonly [channel: string, count: number, why: string][]> {
  program.send(`${thread} held`);
  const [, json = ""] = await program.line(new RegExp(`^${thread} holds (\\[.*)`));
  const all = JSON.parse(json) as readonly { channel: string; count: number; why: string }[];
  return all.map(({ channel, count, why }) => [channel, count, why]);
}

const lines = (program: Running): readonly string[] => program.lines.filter((line) => /orders|rates|unknown/.test(line));

export default [
  {
    shows: "a command of the next version waits, with all behind it, until its receiver is updated",
    async run(pair: Pair) {
      const program = await start(pair);
      const patch = await pair.patch("v1", "v2", ...transformers("one-way"));
      program.send("order apple 1");
      await program.line("v1 shows: v1 orders 1 apple");
      await ask(program, "socket", "apply", patch);
      for (const line of ["rate apple 5", "order pear 2"]) program.send(line);
      await program.line(/^manager holds 1: \w+ is in force here, for which its type does not fit/);
      expect(await held(program, "manager")).toEqual([["commands", 2, expect.stringContaining("no transformer leads back")]]);
      expect((await program.status()).held).toMatchObject([{ channel: "commands", thread: expect.any(String), count: 2 }]);
      program.send(`manager apply ${patch}`);
      await program.line("v2 shows: v2 rates apple 5");
      await program.line("v2 shows: v2 orders 2 pear");
      expect(await held(program, "manager")).toEqual([]);
      expect(program.stdout).not.toContain("unknown");
    },
  },
  {
    shows: "commands are translated in both directions, and only what has no counterpart waits",
    async run(pair: Pair) {
      const program = await start(pair);
      const patch = await pair.patch("v1", "v2", ...transformers("both-ways"));
      await ask(program, "socket", "apply", patch);
      program.send("order apple 1");
      await program.line("v2 shows: v1 orders 1 apple"); // there and back, each time through a transformer
      program.send("rate apple 4");
      program.send("order pear 2");
      await program.line(/^manager holds 1: \w+ is in force here, which has no such message/);
      await ask(program, "socket", "rollback");
      program.send("order plum 3");
      program.send(`manager apply ${patch}`);
      for (const line of ["v2 rates apple 4", "v2 orders 2 pear", "v2 orders 3 plum"]) await program.line(`v1 shows: ${line}`);
      await ask(program, "manager", "rollback");
      program.send("order fig 4");
      await program.line("v1 shows: v1 orders 4 fig");
      expect(lines(program)).toHaveLength(5);
    },
  },
  {
    shows: "a receiver that is rolled back keeps what it holds, and a sender that is rolled back loses nothing",
    async run(pair: Pair) {
      const program = await start(pair);
      const patch = await pair.patch("v1", "v2", ...transformers("one-way"));
      await ask(program, "manager", "apply", patch);
      await ask(program, "socket", "apply", patch);
      program.send("rate apple 1");
      await program.line("v2 shows: v2 rates apple 1");
      await ask(program, "manager", "rollback");
      program.send("rate apple 2");
      await program.line(/^manager holds 1/);
      await ask(program, "socket", "rollback");
      program.send("order pear 3");
      expect(await held(program, "manager")).toEqual([["commands", 2, expect.any(String)]]);
      await ask(program, "manager", "apply", patch);
      // The receipts are the manager's, of version 2: the socket is at version 1 again.
      expect(await held(program, "socket")).toEqual([["receipts", 2, expect.any(String)]]);
      program.send(`socket apply ${patch}`);
      await program.line("v2 shows: v2 rates apple 2");
      await program.line("v2 shows: v2 orders 3 pear");
      expect(lines(program)).toHaveLength(3);
    },
  },
  {
    shows: "a transformer that throws is named, and its message is held, not dropped",
    async run(pair: Pair) {
      const program = await start(pair);
      const patch = await pair.patch("v1", "v2", ...transformers("one-way"));
      await ask(program, "manager", "apply", patch);
      for (const line of ["order nothing 2", "order pear 3"]) program.send(line);
      await program.line(/^manager holds 1: the transformer of `channel:commands` failed: RangeError: nothing cannot be ordered/);
      expect(await held(program, "manager")).toEqual([["commands", 2, expect.stringMatching(/one-way\.ts:6|transformers\.cjs:/)]]);
      expect(program.stderr).toContain("a message of channel `commands` from version");
      program.send("manager rollback");
      await program.line("v1 shows: v1 orders 2 nothing");
      await program.line("v1 shows: v1 orders 3 pear");
    },
  },
  {
    shows: "diff asks for messages that do not fit, and says which have to wait",
    async run(pair: Pair) {
      const asked = await pair.diff("v1", "v2");
      expect(asked.code).toBe(1);
      const told = (verdict: string): string[] => [verdict, "channel", verdict === "migrated" ? "TRANSFORMED" : "MESSAGE_TYPE"];
      const channels = asked.answer.changes.filter(({ what }) => what === "channel");
      expect(channels.map(({ verdict, what, code }) => [verdict, what, code])).toEqual([
        told("needs-transformer"),
        told("needs-transformer"),
      ]);
      const done = await pair.diff("v1", "v2", ...transformers("one-way"));
      const answered = done.answer.changes.filter(({ what }) => what === "channel");
      expect(answered.map(({ verdict, what, code }) => [verdict, what, code])).toEqual([told("migrated"), told("migrated")]);
      for (const { why } of answered) expect(why).toContain("keep those of the new one until they are updated");
    },
  },
] satisfies readonly Scenario[];
