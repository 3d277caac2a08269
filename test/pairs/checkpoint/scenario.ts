import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect } from "vitest";
import type { CheckpointHeader } from "../../../runtime/contract/checkpoint.ts";
import type { CheckpointAnswer } from "../../../runtime/contract/protocol.ts";
import type { Pair, Scenario } from "../../harness/pairs.ts";
import { type Command, commandLine, Running, runCommand, type StartOptions } from "../../harness/pairs-run.ts";

const ROUNDS = 60;

const take = (program: Running, file: string, ...options: readonly string[]): Promise<Command<CheckpointAnswer>> =>
  runCommand<CheckpointAnswer>("checkpoint", "--to", program.socket, "--out", file, "--timeout", "30000", ...options);

/** Files that the program waits for after rounds 20 and 40. */
const gates = (pair: Pair): { readonly FIRST: string; readonly SECOND: string } => ({
  FIRST: join(pair.folder, "first"),
  SECOND: join(pair.folder, "second"),
});

const begin = async (pair: Pair, options: StartOptions = {}): Promise<Running> => {
  const program = await pair.start("v1", { ...options, env: { FIRST: gates(pair).FIRST, ...options.env } });
  await program.line(/^round 20 /);
  return program;
};

/** Obstacles that no variable holds. */
const GLOBAL: readonly string[] = ["global", "added"];

let resumed = 0;

async function resume(pair: Pair, file: string, ...args: readonly string[]): Promise<Running> {
  const env = { SECOND: gates(pair).SECOND };
  const program = new Running(file, join(pair.folder, `resumed-${++resumed}.sock`), { node: [commandLine, "resume"], args, env });
  pair.watch(program);
  await program.listening();
  return program;
}

/** What a process prints that nobody disturbs. */
async function runToEnd(pair: Pair): Promise<readonly string[]> {
  const program = await pair.start();
  expect(await program.ended).toEqual({ code: 0, signal: null });
  return program.lines;
}

async function expectStopped(program: Running, { code, answer, stderr }: Command<CheckpointAnswer>): Promise<void> {
  expect(answer, stderr).toMatchObject({ ok: true, afterwards: "exit" });
  expect(answer.frames).toBeGreaterThan(300);
  expect(code).toBe(0);
  expect(await program.ended, program.stderr).toEqual({ code: 0, signal: null });
}

const rounds = (program: Running): readonly string[] => program.lines.filter((line) => line.startsWith("round "));

/** The main module calls the computation, or a timer does. */
const goesOn = (env: Readonly<Record<string, string>>): Scenario => ({
  shows: `a computation${"LATE" in env ? " of a timer" : ""} goes on in another process, and in a third: objects, cycles, private names, closures and loops are what they were`,
  async run(pair: Pair) {
    const whole = await runToEnd(pair);
    const first = await begin(pair, { env });
    const files = [join(pair.folder, "one.json"), join(pair.folder, "two.json")] as const;
    await expectStopped(first, await take(first, files[0]));
    writeFileSync(gates(pair).FIRST, "");
    const second = await resume(pair, files[0]);
    await second.line(/^round 40 /);
    await expectStopped(second, await take(second, files[1]));
    writeFileSync(gates(pair).SECOND, "");
    const third = await resume(pair, files[1]);
    expect(await third.ended, third.stderr).toEqual({ code: 0, signal: null });
    expect([...first.lines, ...second.lines, ...third.lines]).toEqual(whole);
    expect(rounds(third).length).toBeGreaterThan(0);
  },
});

export default [
  goesOn({}),
  goesOn({ LATE: "yes" }),
  {
    shows: "with --keep the process goes on as well, and both come to the same end",
    async run(pair: Pair) {
      const whole = await runToEnd(pair);
      const program = await begin(pair);
      const file = join(pair.folder, "kept");
      expect(await take(program, file, "--keep")).toMatchObject({ code: 0, answer: { ok: true, afterwards: "stay" } });
      for (const gate of Object.values(gates(pair))) writeFileSync(gate, "");
      expect(await program.ended).toEqual({ code: 0, signal: null });
      expect(program.lines).toEqual(whole);
      const other = await resume(pair, file);
      expect(await other.ended, other.stderr).toEqual({ code: 0, signal: null });
      expect(other.lines).toEqual(whole.slice(21));
    },
  },
  {
    shows: "it goes on in a newer version, is updated as any process is, and a process that was updated is written as well",
    async run(pair: Pair) {
      const whole = await runToEnd(pair);
      const [patch, file, again] = [await pair.patch(), join(pair.folder, "old"), join(pair.folder, "new")];
      const first = await begin(pair);
      await expectStopped(first, await take(first, file));
      writeFileSync(gates(pair).FIRST, "");
      const second = await resume(pair, file, "--patch", patch);
      await second.line("round 40 of version 2");
      expect(rounds(second).every((line) => line.endsWith("version 2"))).toBe(true);
      await expectStopped(second, await take(second, again));
      const third = await resume(pair, again);
      expect((await third.status()).version).toBe(
        (JSON.parse(readFileSync(again, "utf8").split("\n")[0] ?? "") as CheckpointHeader).version,
      );
      writeFileSync(gates(pair).SECOND, "");
      expect(await third.ended, third.stderr).toEqual({ code: 0, signal: null });
      expect(third.lines.at(-2)).toBe(whole.at(-2));
      expect(third.lines).toContain("some rounds were counted");
      expect(rounds(first).length + rounds(second).length + rounds(third).length).toBe(ROUNDS);
      expect(third.lines.at(-1)).toMatch(/^words 1+2+ /);
    },
  },
  {
    shows: "a program that writes itself gets two answers: in its own process, and in the one that goes on from the file",
    async run(pair: Pair) {
      const whole = await runToEnd(pair);
      const file = join(pair.folder, "itself");
      const program = await pair.start("v1", { env: { ITSELF: file } });
      expect(await program.ended, program.stderr).toEqual({ code: 0, signal: null });
      expect(program.lines.filter((line) => line !== "written")).toEqual(whole);
      writeFileSync(gates(pair).SECOND, "");
      const other = await resume(pair, file);
      expect(await other.ended, other.stderr).toEqual({ code: 0, signal: null });
      expect(other.lines).toEqual(["resumed", ...whole.slice(11)]);
      expect(program.lines.slice(-other.lines.length)).toEqual(["written", ...whole.slice(11)]);
    },
  },
  {
    shows: "what cannot go on in another process is named with its place, nothing is written, and the process goes on to its end",
    async run(pair: Pair) {
      const whole = await runToEnd(pair);
      const obstacles: Readonly<Record<string, RegExp>> = {
        promise: /^`held` of src\/main.ts\.list\[1\]\.answer is a promise, which/,
        server: /^`held` of src\/main.ts\.list\[1\] is an instance of (Server|EventEmitter), which/,
        listening: /TCPServerWrap/,
        timer: /Timeout/,
        idle: /1 of its timers/,
        added: /has added to Array\.prototype\.last/,
        weak: /^`held` of src\/main.ts\.list\[1\]\.get\("key"\)\[0\] is a WeakMap, which/,
        proxy: /list\[1\] is a Proxy, which/,
        generator: /list\[1\] is a generator that is suspended, which/,
        shared: /list\[1\] is a view of a SharedArrayBuffer, which/,
        bound: /list\[1\] is the function `bound max` of Node, or a bound one, which/,
        iterator: /list\[1\] is an iterator \(Array Iterator\) that has begun, which/,
        url: /list\[1\] is an instance of URL, which/,
        private: /list\[1\]\.#owner is a promise, which/,
        local: /list\[1\] is an instance of Local, which/,
        listener: /listens to SIGUSR2 of `process`/,
        global: /global names \(leaked\)/,
      };
      for (const [kind, message] of Object.entries(obstacles)) {
        const gate = join(pair.folder, `gate of ${kind}`);
        const program = await begin(pair, { env: { OBSTACLE: kind, FIRST: gate } });
        const file = join(pair.folder, kind);
        const { code, answer } = await take(program, file);
        expect([code, answer.error?.code], kind).toEqual([
          1,
          message.source.includes("which") || GLOBAL.includes(kind) ? "NOT_PORTABLE" : "RESOURCES",
        ]);
        expect(answer.error?.message, kind).toMatch(message);
        if (answer.error?.code === "NOT_PORTABLE" && !GLOBAL.includes(kind)) expect(answer.error.at).toBe("src/main.ts:7:7");
        expect(existsSync(file)).toBe(false);
        writeFileSync(gate, "");
        if (kind !== "listening" && kind !== "timer" && kind !== "listener") expect(await program.ended).toEqual({ code: 0, signal: null });
        else await program.line(/^words /);
        expect(program.lines.filter((line) => !line.startsWith("words"))).toEqual(whole.filter((line) => !line.startsWith("words")));
        program.kill();
      }
    },
  },
  {
    shows:
      "a full disk leaves the process as it was, a process that is killed while it writes leaves the file before; nothing but whole files is read",
    async run(pair: Pair) {
      const whole = await runToEnd(pair);
      const file = join(pair.folder, "file");
      const node = ["--import", pathToFileURL(join(import.meta.dirname, "failing-disk.mjs")).href];
      const full = await begin(pair, { node });
      expect(await take(full, file)).toMatchObject({
        code: 1,
        answer: { error: { code: "NOT_WRITTEN", message: expect.stringContaining("ENOSPC") } },
      });
      writeFileSync(gates(pair).FIRST, "");
      expect(await full.ended).toEqual({ code: 0, signal: null });
      expect(full.lines).toEqual(whole);
      expect(existsSync(file)).toBe(false);
      rmSync(gates(pair).FIRST);
      const kept = await begin(pair);
      await expectStopped(kept, await take(kept, file));
      const before = readFileSync(file);
      const killed = await begin(pair, { node, env: { DISK: "killed" } });
      expect(await take(killed, file)).toMatchObject({ code: 1, answer: { error: { code: "CONNECTION_LOST" } } });
      expect(readFileSync(file).equals(before)).toBe(true);
      const text = String(before);
      const refusals: readonly (readonly [content: string, message: RegExp])[] = [
        [text.replace("origin", "0rigin"), /is not as it was written/],
        [text.slice(0, text.length / 2), /is not as it was written/],
        [text.replace('"format":1', '"format":0'), /has format 0, this version of ts-updatable reads 1/],
        ["{}\n{}\n", /is no checkpoint/],
        ["", /is no checkpoint/],
      ];
      for (const [content, message] of refusals) {
        writeFileSync(join(pair.folder, "broken"), content);
        const refused = await resume(pair, join(pair.folder, "broken"));
        expect(await refused.ended).toEqual({ code: 1, signal: null });
        expect(refused.stderr).toMatch(message);
        expect(refused.stdout).toBe("");
      }
      const foreign = await resume(pair, file, "--out-dir", pair.out("v2"));
      expect(await foreign.ended).toEqual({ code: 1, signal: null });
      expect(foreign.stderr).toMatch(/holds version [0-9a-f]+, and the checkpoint was taken of version [0-9a-f]+/);
    },
  },
] satisfies readonly Scenario[];
