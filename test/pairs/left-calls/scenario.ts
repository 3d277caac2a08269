import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "vitest";
import { projectFolder } from "../../harness/imports.ts";
import type { Pair, Running, Scenario } from "../../harness/pairs.ts";
import { decide } from "../../harness/policies.ts";

const leave = (pair: Pair, ...functions: readonly string[]): readonly string[] =>
  decide(pair.folder, Object.fromEntries(functions.map((name) => [`src/${name}`, '"finish-old"'])));

const WORK = ["main.ts#handle", "steps.ts#work", "steps.ts#letters"];

const release = (pair: Pair): string => join(pair.folder, "release");

const LIVING = ["--expose-gc", "--import", join(projectFolder, "test", "harness", "living-code.ts")];

async function start(pair: Pair, ...node: readonly string[]): Promise<Running> {
  const program = await pair.start("v1", { env: { RELEASE: release(pair) }, node });
  await program.line("ready");
  return program;
}

/** Requests that are under way. */
async function park(program: Running, name: string, count: number): Promise<readonly string[]> {
  const ids = Array.from({ length: count }, (_, i) => `${name}${i}`);
  for (const id of ids) program.send(`handle ${id}`);
  program.send("count");
  await program.line(/are parked/);
  return ids;
}

async function isOver(program: Running): Promise<void> {
  while ((await program.status()).stale.some(({ why }) => why.includes("is pinned to it"))) await sleep(50);
}

/** Units of a version that are linked and no garbage. */
const linked = async (program: Running, version: string): Promise<number> => Number(await program.answerTo(`living ${version}`));

/** Leaves calls of the first version behind, and waits until nothing is left that was linked for them. */
async function untilCollected(pair: Pair, patch: string, ...options: readonly string[]): Promise<void> {
  const program = await start(pair, ...LIVING);
  const { version } = await program.status();
  expect(await linked(program, version)).toBe(0);
  await park(program, "a", 10);
  await program.update(patch, ...options);
  program.send("release");
  await program.line(/a\d: 1111111/);
  expect(await linked(program, version)).toBeGreaterThan(0);
  await isOver(program);
  for (let n = 0; (await linked(program, version)) > 0; n++) {
    if (n > 200) throw new Error(`code of version ${version} is still linked`);
    await sleep(50);
  }
  program.send("handle b");
  program.send("release");
  await program.line("b: 2222222");
}

export default [
  {
    shows: "calls that end in old code call old code, across await, timers and generators, and others do not",
    async run(pair: Pair) {
      const program = await start(pair);
      const old = await park(program, "a", 100);
      await program.update(await pair.patch("v1", "v2", ...leave(pair, ...WORK)));
      const later = await park(program, "b", 100);
      program.send("release");
      const served = [...old.map((id) => `${id}: 1111111`), ...later.map((id) => `${id}: 2222222`)];
      while (program.lines.filter((line) => line.includes(": ")).length < served.length) await sleep(10);
      expect(program.lines.filter((line) => line.includes(": ")).sort()).toEqual(served.sort());
      await isOver(program);
    },
  },
  {
    shows: "a call that only Node has called takes its whole stack along",
    async run(pair: Pair) {
      const program = await start(pair);
      program.send("enter slow");
      await program.line("slow has begun");
      const { stale } = await program.update(await pair.patch("v1", "v2", ...leave(pair, "main.ts#entered")));
      expect(stale).toEqual(expect.arrayContaining([expect.objectContaining({ function: "entered", count: 1 })]));
      writeFileSync(release(pair), "");
      await program.line("slow: 111");
      program.send("enter next");
      await program.line("next: 222");
      await isOver(program);
    },
  },
  {
    shows: "what was linked of the first version for calls that end in it is collected with the last of them",
    async run(pair: Pair) {
      await untilCollected(pair, await pair.patch(), "--policy", "finish-old");
      await untilCollected(pair, await pair.patch("v1", "v2", ...leave(pair, ...WORK)));
    },
  },
  {
    shows: "what could not be kept apart is refused with its names; overridden, the answer says what such a call calls",
    async run(pair: Pair) {
      const refused = async (wanted: RegExp, ...functions: readonly string[]): Promise<void> => {
        const { code, answer } = await pair.diff("v1", "v2", ...leave(pair, ...functions));
        expect({ code, problems: answer.problems }).toEqual({
          code: 1,
          problems: [{ code: "finish-old-calls", at: expect.stringMatching(/policies\.ts:4:/), message: expect.stringMatching(wanted) }],
        });
      };
      await refused(/`src\/steps\.ts#work`, `src\/steps\.ts#letters`.*say "finish-old" there/, "main.ts#handle");
      await refused(/the new `src\/main\.ts#leaf`, `src\/steps\.ts#setup`, `src\/steps\.ts#teardown`: wait for it/, "main.ts#called");
      const program = await start(pair);
      program.send("call slow");
      await program.line("slow has begun");
      const patch = await pair.patch("v1", "v2", ...leave(pair, "main.ts#called"), "--override", "finish-old-calls");
      expect(await program.update(patch)).toMatchObject({
        overrides: [{ rule: "finish-old-calls" }],
        stale: [{ function: "called", why: expect.stringMatching(/what it calls is new/) }],
      });
      writeFileSync(release(pair), "");
      await program.line("slow: 1222");
    },
  },
] satisfies readonly Scenario[];
