import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "vitest";
import { projectFolder } from "../../harness/imports.ts";
import type { Pair, Running, Scenario } from "../../harness/pairs.ts";

const LIVING = ["--expose-gc", "--import", join(projectFolder, "test", "harness", "living-code.ts")];
const CALLS = ["begun", "awaited", "timer", "event"];

/** What a piece of work tells that has run one version all the time. */
const served = (name: string, version: number): string => `${name}: ${CALLS.map((call) => `${call}=${version}${version}`).join(" ")}`;

async function start(pair: Pair, env: Readonly<Record<string, string>> = {}, node: readonly string[] = []): Promise<Running> {
  const program = await pair.start("v1", { env, node });
  await program.line("ready");
  return program;
}

/** Waits until no code of a version is left. */
async function untilGone(program: Running, version: string): Promise<void> {
  for (let n = 0; (await program.answerTo("living")).includes(version); n++) {
    if (n > 200) throw new Error(`code of version ${version} is still there`);
    await sleep(50);
  }
}

/** Waits until work has told what it went through. */
async function expectServed(program: Running, ...lines: readonly string[]): Promise<void> {
  const names = lines.map((line) => line.slice(0, line.indexOf(" ")));
  while (!lines.every((line) => program.lines.includes(line))) {
    const told = program.lines.filter((line) => names.some((name) => line.startsWith(name)));
    expect(lines).toEqual(expect.arrayContaining([...told]));
    await sleep(10);
  }
}

export default [
  {
    shows: "work runs the version that the program chose for it, whatever it starts and whichever is in force",
    builds: ["esm", "cjs"],
    async run(pair: Pair) {
      const program = await start(pair);
      const { version: first } = await program.status();
      const { version: second } = await program.update(await pair.patch());
      await program.answerTo(`with a ${first}`);
      await program.answerTo("plain b");
      await program.answerTo(`with c ${second}`);
      expect((await program.status()).stale).toMatchObject([{ function: "with", at: expect.stringContaining("src/main.ts"), count: 1 }]);
      await program.answerTo("release");
      await expectServed(program, served("a", 1), served("b", 2), served("c", 2));
      await program.answerTo(`with d ${first}`);
      await program.goBack();
      await program.answerTo("release");
      await expectServed(program, served("d", 1));
      while ((await program.status()).stale.length > 0) await sleep(100);
    },
  },
  {
    shows: "a version that never was in force runs beside the one that is, and can be brought into force later",
    async run(pair: Pair) {
      const patch = await pair.patch();
      const program = await start(pair, { PATCH: patch });
      const loaded = await program.answerTo("load next");
      await program.answerTo(`with a ${loaded}`);
      await program.answerTo("plain b");
      expect(await program.answerTo("call next")).toBe("called=22");
      expect((await program.status()).version).not.toBe(loaded);
      await program.update(patch);
      await program.answerTo(`with c ${loaded}`);
      await program.answerTo("release");
      await expectServed(program, served("a", 2), "b: begun=11 awaited=22 timer=22 event=22", served("c", 2));
    },
  },
  {
    shows: "a version is a value: its functions run it entirely, and when nothing holds it any more its code is collected",
    async run(pair: Pair) {
      const program = await start(
        pair,
        { PATCH: await pair.patch("v2", "v3", "--transformers", join(import.meta.dirname, "transformers.ts")) },
        LIVING,
      );
      await program.answerTo("hold first");
      await program.update(await pair.patch());
      const second = await program.answerTo("hold second");
      expect(await program.answerTo("names second")).toBe("stamp,serve,book");
      await program.goBack();
      expect(await program.answerTo("call first")).toBe("called=11");
      expect(await program.answerTo("call second")).toBe("called=22");
      expect(await program.answerTo("missing second")).toMatch(/^UNKNOWN_MODULE .*src\/main\.ts/);
      expect(await program.answerTo("living")).toContain(second);
      await program.answerTo("drop second");
      await untilGone(program, second);
      expect(await program.answerTo(`with a ${second}`)).toMatch(/^NOT_ALIVE /);
    },
  },
  {
    shows: "a version whose state is converted cannot be chosen, and the answer names what is",
    async run(pair: Pair) {
      const patch = await pair.patch("v1", "v3", "--transformers", join(import.meta.dirname, "transformers.ts"));
      const program = await start(pair, { PATCH: patch });
      const first = await program.answerTo("hold first");
      expect(await program.answerTo("load next")).toMatch(/^PINNED_STATE .*`seats`/);
      expect((await program.refuses(patch, "PINNED_STATE", "--policy", "finish-old")).error?.message).toContain("`seats`");
      await program.update(patch);
      expect(await program.answerTo(`with a ${first}`)).toMatch(/^PINNED_STATE .*`seats`/);
      expect(await program.answerTo("with a 0123456789abcdef")).toMatch(/^NOT_ALIVE .*0123456789abcdef/);
    },
  },
  {
    shows: "an update that converts what pinned work uses waits until that work is over",
    async run(pair: Pair) {
      const patch = await pair.patch("v2", "v3", "--transformers", join(import.meta.dirname, "transformers.ts"));
      const program = await start(pair);
      await program.answerTo("plain a");
      await program.update(await pair.patch(), "--policy", "finish-old");
      // Whether a call waits is not known before it goes on.
      await program.answerTo(`with b ${(await program.status()).history[0]?.version}`);
      const late = await program.refuses(patch, "PINNED_STATE", "--timeout", "300");
      expect(late.blockers).toMatchObject([{ function: "with", count: 1 }]);
      const update = program.update(patch);
      await program.answerTo("release");
      await expectServed(program, served("a", 1), served("b", 1));
      await update;
    },
  },
  {
    shows: "a call that is parked at the second version through a hundred updates ends in it, and then its code is collected",
    async run(pair: Pair) {
      const env = { BACK: await pair.patch("v2", "v1"), THERE: await pair.patch(), TS_UPDATABLE_LOG: "off" };
      const program = await start(pair, env, LIVING);
      await program.answerTo("swap to 1");
      const { version: second } = await program.status();
      await program.answerTo("plain a");
      for (let n = 2; n <= 102; n++) await program.answerTo(`swap to ${n}`);
      expect((await program.status()).history).toHaveLength(103);
      await program.answerTo("release");
      await expectServed(program, served("a", 2));
      await untilGone(program, second);
    },
  },
] satisfies readonly Scenario[];
