import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "vitest";
import type { Pair, Running, Scenario } from "../../harness/pairs.ts";

async function start(pair: Pair, ...lines: readonly string[]): Promise<Running> {
  const program = await pair.start();
  await program.line("ready");
  for (const line of lines) await tell(program, line);
  return program;
}

async function tell(program: Running, line: string): Promise<void> {
  program.send(line);
  await program.line(line);
}

/** What was observed since it was asked for last. */
async function seen(program: Running): Promise<readonly string[]> {
  program.send("seen");
  const [, all = ""] = await program.line(/^seen: (.*)/);
  return all.split(", ");
}

/** Waits until something is observed that comes from a version. */
async function untilSeen(program: Running, version: number): Promise<readonly string[]> {
  const all: string[] = [];
  while (!all.some((line) => line.includes(String(version)))) {
    await sleep(20);
    all.push(...(await seen(program)));
  }
  return all;
}

const isWhole = (line: string): boolean => new Set(line.replace("turn ", "").split(" ")).size <= 1;

/** Updates forth and back while the program takes its turns. */
async function updateWhileTurning(pair: Pair, ...node: readonly string[]): Promise<void> {
  const program = await pair.start("v1", { node });
  await program.line("ready");
  await tell(program, "turns");
  const patch = await pair.patch();
  const all = [...(await untilSeen(program, 1))];
  for (let n = 0; n < 5; n++) {
    await program.update(patch, "--policy", "finish-old");
    all.push(...(await untilSeen(program, 2)));
    await program.goBack("--policy", "finish-old");
    all.push(...(await untilSeen(program, 1)));
  }
  expect(all.filter((line) => !isWhole(line))).toEqual([]);
}

export default [
  {
    shows: "switches that belong together are never seen one new and one old, forth and back, wherever the update comes",
    run: (pair: Pair) => updateWhileTurning(pair),
  },
  {
    shows: "the same where a pin would not end with the callback that runs: the update waits for its end",
    run: (pair: Pair) => updateWhileTurning(pair, "--no-async-context-frame"),
  },
  {
    shows: "what both versions would share is no state that a patch may change while one of them ends",
    builds: ["cjs"],
    async run(pair: Pair) {
      const program = await start(pair);
      const patch = await pair.patch();
      const { error } = await program.refuses(patch, "PINNED_STATE", "--policy", "finish-old");
      expect(error?.message).toContain("`exports.LEFT` gets another value (src/left.ts)");
      expect(await program.update(patch)).toMatchObject({ ok: true });
    },
  },
  {
    shows: "a call that is pinned reaches functions that the new version has under another name",
    async run(pair: Pair) {
      const program = await start(pair, "work");
      await program.update(await pair.patch(), "--policy", "finish-old");
      await tell(program, "work");
      program.send("release");
      await program.line("1 released 1");
      await program.line("2 handed over 2");
    },
  },
  {
    shows: "a loop that never ends is one piece of work, and each transaction in it begins at the version in force",
    async run(pair: Pair) {
      const program = await start(pair, "endless");
      await program.update(await pair.patch(), "--policy", "finish-old");
      const first = await untilSeen(program, 2);
      await program.update(await pair.patch("v2", "v3"), "--policy", "finish-old");
      const all = [...first, ...(await untilSeen(program, 3))];
      expect(all.filter((line) => !isWhole(line))).toEqual([]);
    },
  },
] satisfies readonly Scenario[];
