import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "vitest";
import { settled, statesOf, versionsOf } from "../../harness/fleet.ts";
import type { Pair, Running, Scenario } from "../../harness/pairs.ts";

async function start(pair: Pair, version = "v1"): Promise<Running> {
  const program = await pair.start(version);
  await program.line("ready");
  return program;
}

async function join(pair: Pair, { socket }: Running, version = "v1", control: "joins" | "either" = "joins"): Promise<Running> {
  const program = await pair.start(version, { socket, control });
  await program.line("ready");
  return program;
}

async function says(program: Running, wanted: RegExp): Promise<void> {
  program.send("say");
  expect((await program.line(/^say: .*/))[0]).toMatch(wanted);
}

/** What listens at the socket of a process that has ended. */
async function next(program: Running, count: number, pid: number): Promise<void> {
  for (;;) {
    const status = await program.status();
    if (status.error === undefined && status.pid === pid && (status.processes ?? []).length === count) return;
    await sleep(50);
  }
}

export default [
  {
    shows: "processes that join by themselves are updated together, and one that comes later is led to the version in force",
    async run(pair: Pair) {
      const program = await start(pair);
      const others = [await join(pair, program), await join(pair, program)];
      await settled(program, 3);
      const patch = await pair.patch();
      await program.refuses(patch, "BARRIER", "--barrier");
      const answer = await program.update(patch);
      expect(statesOf(answer)).toEqual(Array.from({ length: 3 }, () => ["main.js", "in-force", true]));
      for (const one of [program, ...others]) await says(one, /v2 <1>/);
      await program.update(await pair.patch("v2", "v3"));
      others.push(await join(pair, program));
      const status = await settled(program, 4);
      expect(versionsOf(status)).toEqual([status.version]);
      for (const one of others) await says(one, /v3 \d lines/);
      await program.goBack();
      for (const one of others) await says(one, /v2 <\d>/);
    },
  },
  {
    shows: "processes bring their worker threads with them",
    async run(pair: Pair) {
      const program = await start(pair);
      const other = await join(pair, program);
      for (const one of [program, other]) {
        one.send("thread");
        await one.line("thread is there");
      }
      await settled(program, 2);
      const answer = await program.update(await pair.patch());
      for (const { threads } of answer.processes ?? []) expect(threads?.map(({ state }) => state)).toEqual(["in-force", "in-force"]);
      for (const one of [program, other]) {
        one.send("ask");
        await one.line("thread, ask: v2 <1>");
      }
      const { processes } = await program.status();
      for (const { threads } of processes ?? []) expect(threads?.map(({ version }) => version)).toEqual([answer.version, answer.version]);
    },
  },
  {
    shows: "what the program of the process that listens does by itself, the others follow",
    async run(pair: Pair) {
      const program = await start(pair);
      const others = [await join(pair, program), await join(pair, program)];
      await settled(program, 3);
      program.send(`apply ${await pair.patch()}`);
      await program.line("in force");
      await settled(program, 3);
      for (const one of [program, ...others]) await says(one, /v2 <1>/);
      program.send("back");
      await program.line("in force");
      await settled(program, 3);
      for (const one of [program, ...others]) await says(one, /v1 2/);
    },
  },
  {
    shows: "a process that was stopped while it was asked does not come back to another version than the others",
    async run(pair: Pair) {
      const program = await start(pair);
      const other = await join(pair, program);
      await settled(program, 2);
      other.kill("SIGSTOP");
      const refused = await program.refuses(await pair.patch(), "NO_ANSWER", "--timeout", "0");
      expect(statesOf(refused)).toEqual([
        ["main.js", "undone", true],
        ["main.js", "unchanged", false],
      ]);
      other.kill("SIGCONT");
      await settled(program, 2);
      for (const one of [program, other]) await says(one, /v1 1/);
    },
  },
  {
    shows: "joining keeps no process alive, and leaves its exit code and its output alone",
    async run(pair: Pair) {
      const program = await start(pair);
      const [first, second] = [await join(pair, program), await join(pair, program)];
      await settled(program, 3);
      expect(await first.end()).toEqual({ code: 0, signal: null });
      second.send("exit 7");
      expect(await second.ended).toEqual({ code: 7, signal: null });
      expect([first.stderr, second.stderr]).toEqual(["", ""]);
      expect((await program.status()).processes).toBeUndefined();
      const third = await join(pair, program);
      expect(await program.end()).toEqual({ code: 0, signal: null });
      await says(third, /v1 1/);
      expect(await third.end()).toEqual({ code: 0, signal: null });
      expect(third.stderr).toBe("");
    },
  },
  {
    shows: "a primary that is killed and started again finds the others, and comes to their version",
    async run(pair: Pair) {
      const program = await start(pair);
      const other = await join(pair, program);
      await settled(program, 2);
      const { version } = await program.update(await pair.patch());
      program.kill();
      await program.ended;
      await says(other, /v2 <1>/);
      const again = await pair.start("v1", { socket: program.socket });
      await next(program, 2, again.child.pid as number);
      while ((await again.status()).version !== version) await sleep(50);
      await settled(again, 2);
      await says(again, /v2 <1>/);
      await says(other, /v2 <2>/);
      const back = await again.goBack();
      expect(versionsOf(back)).toEqual([back.version]);
      await says(other, /v1 3/);
    },
  },
  {
    shows: "a process that listens and is killed in the middle of an update leaves no two versions behind once it is back",
    async run(pair: Pair) {
      const program = await start(pair);
      const [quick, blocked] = [await join(pair, program), await join(pair, program)];
      await settled(program, 3);
      blocked.send("block");
      await blocked.line("blocked");
      const asked = program.apply(await pair.patch(), "--timeout", "30000");
      while (!quick.stderr.includes("is in force")) await sleep(10);
      program.kill();
      expect(await asked).toMatchObject({ code: 1, answer: { error: { code: "CONNECTION_LOST" } } });
      await blocked.line("free");
      await says(quick, /v2 <1>/);
      const again = await pair.start("v1", { socket: program.socket });
      while ((await settled(again, 3)).history.length === 1) await sleep(50);
      for (const one of [again, quick, blocked]) await says(one, /v2 <\d>/);
    },
  },
  {
    shows: "of processes that are started alike the first one listens, and another one takes its place",
    async run(pair: Pair) {
      const first = await pair.start("v1", { control: "either" });
      const others = [await join(pair, first, "v1", "either"), await join(pair, first, "v1", "either")];
      await settled(first, 3);
      const { version } = await first.update(await pair.patch());
      first.kill();
      await first.ended;
      for (;;) {
        const status = await first.status();
        if (status.error === undefined && status.processes?.length === 2) break;
        await sleep(50);
      }
      const again = await join(pair, first, "v1", "either");
      expect((await settled(first, 3)).version).toBe(version);
      for (const one of [again, ...others]) await says(one, /v2 <1>/);
      for (const one of [again, ...others]) expect(await one.end()).toEqual({ code: 0, signal: null });
    },
  },
  {
    shows: "a process of another build is named: by default nothing is done, or it is left, or ended",
    async run(pair: Pair) {
      const program = await start(pair);
      const other = await join(pair, program);
      const stranger = await join(pair, program, "v4");
      while ((await program.status()).processes?.some(({ error }) => error?.code === "OTHER_BUILD") !== true) await sleep(50);
      const patch = await pair.patch();
      const refused = await program.refuses(patch, "OTHER_BUILD");
      expect(refused.error?.message).toMatch(/^main\.js \(process \d+\): .*restart it.*Nothing was done/);
      expect(refused.processes?.filter(({ ok }) => !ok).map(({ pid }) => pid)).toEqual([stranger.child.pid]);
      await says(other, /v1 1/);
      const left = await program.update(patch, "--on-failure", "leave");
      expect(left.processes?.find(({ pid }) => pid === stranger.child.pid)).toMatchObject({
        state: "unchanged",
        error: { code: "WRONG_BASE" },
      });
      await says(other, /v2 <2>/);
      await says(stranger, /another program/);
      const replaced = await program.update(await pair.patch("v2", "v3"), "--on-failure", "replace");
      expect(replaced.processes?.find(({ pid }) => pid === stranger.child.pid)?.state).toBe("replaced");
      expect(await stranger.ended).toEqual({ code: null, signal: "SIGTERM" });
      await says(other, /v3 3 lines/);
    },
  },
  {
    shows: "a probation is confirmed for all, or all go back, whoever joined meanwhile",
    async run(pair: Pair) {
      const program = await start(pair);
      const others = [await join(pair, program)];
      await settled(program, 2);
      const { version } = await program.update(await pair.patch(), "--confirm-within", "60000");
      others.push(await join(pair, program));
      await settled(program, 3);
      expect((await program.confirm()).code).toBe(0);
      const next = await program.update(await pair.patch("v2", "v3"), "--confirm-within", "1500");
      expect(next.probation).toBeDefined();
      while ((await settled(program, 3)).version !== version) await sleep(50);
      for (const one of [program, ...others]) await says(one, /v2 <1>/);
    },
  },
] satisfies readonly Scenario[];
