import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import type { ApplyAnswer } from "../../../runtime/contract/protocol.ts";
import type { Pair, Running, Scenario } from "../../harness/pairs.ts";
import { commandLine } from "../../harness/pairs-run.ts";

const NAMES = ["one", "two", "three", "four"];

const patchOf = (pair: Pair): Promise<string> => pair.patch("v1", "v2", "--transformers", join(import.meta.dirname, "transformers.ts"));

/** Four workers, each with a level of its own. The transformer throws for level 3. */
async function start(pair: Pair, third = 30, env: Readonly<Record<string, string>> = {}): Promise<Running> {
  const program = await pair.start("v1", { env });
  await program.line("ready");
  for (const [index, name] of NAMES.entries()) {
    program.send(`begin ${name}`);
    await program.line("worker is ready");
    const level = index === 2 ? third : index + 1;
    program.send(`tell ${name} ${level}`);
    await program.line(`worker v1 ${level}`);
  }
  return program;
}

/** Each thread's state and whether its version is that of the whole. */
const statesOf = ({ threads = [], version }: ApplyAnswer): Readonly<Record<string, string>> =>
  Object.fromEntries(threads.map(({ name, state, version: own }) => [name, `${state}${own === version ? "" : ", elsewhere"}`]));

async function levels(program: Running, wanted: readonly string[]): Promise<void> {
  for (const [index, name] of NAMES.entries()) {
    program.send(`tell ${name} show`);
    await program.line(`worker ${wanted[index]}`);
  }
}

export default [
  {
    shows: "a thread whose transformer throws is named, and all go back to the version before",
    async run(pair: Pair) {
      const program = await start(pair, 3);
      const before = (await program.status()).version;
      const answer = await program.refuses(await patchOf(pair), "TRANSFORMER");
      expect(answer.error?.message).toMatch(/^worker 4 \(three\): .*three is too much/);
      expect(answer.version).toBe(before);
      expect(answer.stale).toEqual([]);
      const after = await program.status();
      expect(after.threads?.every(({ version }) => version === before)).toBe(true);
      expect(statesOf(answer)).toMatchObject({ three: "unchanged" });
      await levels(program, ["v1 1", "v1 2", "v1 3", "v1 4"]);
    },
  },
  {
    shows: "with --on-failure leave it stays in its version, is listed, and comes up when the patch is applied again",
    async run(pair: Pair) {
      const program = await start(pair, 3);
      const patch = await patchOf(pair);
      const answer = await program.update(patch, "--on-failure", "leave");
      const others = { main: "in-force", one: "in-force", two: "in-force", four: "in-force" };
      expect(statesOf(answer)).toEqual({ ...others, three: "unchanged, elsewhere" });
      expect(answer.stale).toMatchObject([{ thread: "worker 4 (three)", why: expect.stringContaining("three is too much") }]);
      expect((await program.status()).stale).toMatchObject([{ thread: "worker 4 (three)" }]);
      await levels(program, ["v2 L1", "v2 L2", "v1 3", "v2 L4"]);
      program.send("tell three 30");
      await program.line("worker v1 30");
      const again = await program.update(patch, "--on-failure", "leave");
      expect(statesOf(again)).toEqual({ ...others, three: "in-force" });
      expect((await program.status()).stale).toEqual([]);
      await levels(program, ["v2 L1", "v2 L2", "v2 L30", "v2 L4"]);
    },
  },
  {
    shows: "with --on-failure replace it is ended, and the one that takes its place starts in the new version",
    async run(pair: Pair) {
      const program = await start(pair, 3);
      const answer = await program.update(await patchOf(pair), "--on-failure", "replace");
      expect(statesOf(answer)).toMatchObject({ main: "in-force", three: "replaced, elsewhere" });
      await program.line("three ended with 1");
      await program.line("worker is ready");
      program.send("tell three show");
      await program.line("worker v2 L0");
      const status = await program.status();
      expect(status.threads?.every(({ version }) => version === answer.version)).toBe(true);
    },
  },
  {
    shows: "a thread that is blocked is not reached, and the update never begins in it afterwards",
    async run(pair: Pair) {
      const freed = join(pair.folder, "free");
      const program = await start(pair, 30, { FREE: freed });
      program.send("tell one block");
      const answer = await program.refuses(await patchOf(pair), "NOT_REACHED", "--timeout", "8000");
      expect(answer.error?.message).toMatch(/^worker 2 \(one\): /);
      expect((await program.status()).threads).toContainEqual(
        expect.objectContaining({ name: "one", ok: false, error: expect.objectContaining({ code: "NO_ANSWER" }) }),
      );
      writeFileSync(freed, "");
      await program.line("worker v1 1");
      const { threads, version } = await program.status();
      expect(threads?.every((thread) => thread.version === version && thread.pending === null)).toBe(true);
    },
  },
  {
    shows: "a worker that ends while it is asked is told of, and the others are updated, by terminate() and by its own process.exit()",
    async run(pair: Pair) {
      const program = await start(pair);
      program.send("tell two wait");
      const patch = await patchOf(pair);
      const updated = program.update(patch);
      await program.isAsked();
      program.send("tell four leave");
      await program.line("four ended with 4");
      program.send("end two");
      const answer = await updated;
      expect(statesOf(answer)).toMatchObject({ main: "in-force", one: "in-force", three: "in-force" });
      // One that is being terminated may still come as far as to make it.
      expect(["ended", "in-force"]).toContain(answer.threads?.find(({ name }) => name === "two")?.state);
      const status = await program.status();
      expect(status.threads?.filter(({ version }) => version !== answer.version && version !== "")).toEqual([]);
    },
  },
  {
    shows: "when the client is killed while one thread waits, those that were updated go back",
    async run(pair: Pair) {
      const program = await start(pair);
      const before = (await program.status()).version;
      program.send("tell two wait");
      const patch = await patchOf(pair);
      const client = spawn(process.execPath, [commandLine, "apply", patch, "--to", program.socket], { stdio: "ignore" });
      await program.isAsked();
      client.kill("SIGKILL");
      let status = await program.status();
      while (status.pending !== null || status.threads?.some(({ version }) => version !== before)) status = await program.status();
      expect(status.version).toBe(before);
    },
  },
  {
    shows: "a process that ends while one of its threads waits ends as it does otherwise",
    async run(pair: Pair) {
      const program = await start(pair);
      program.send("tell two wait");
      const asked = program.apply(await patchOf(pair), "--timeout", "60000");
      await program.isAsked();
      program.send("exit");
      expect(await program.ended).toMatchObject({ code: 7 });
      expect(program.stderr).not.toMatch(/debugger/);
      expect((await asked).answer.error?.code).toBe("CONNECTION_LOST");
    },
  },
  {
    shows: "workers without updatable code are named and in nobody's way; piped output and resource limits change nothing",
    async run(pair: Pair) {
      const program = await start(pair);
      program.send("others");
      await program.line("worker is ready");
      const answer = await program.update(await patchOf(pair));
      expect(statesOf(answer)).toMatchObject({
        quiet: "in-force",
        plain: "not-updatable, elsewhere",
        "plain loop": "not-updatable, elsewhere",
      });
      program.send("tell quiet show");
      await program.line("worker v2 L0");
      expect((await program.status()).stale).toEqual([]);
    },
  },
] satisfies readonly Scenario[];
