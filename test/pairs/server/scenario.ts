import { spawnSync } from "node:child_process";
import { hash } from "node:crypto";
import { appendFileSync, chmodSync, cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { type Patch, patchText } from "../../../runtime/contract/patch.ts";
import type { Pair, Running, Scenario } from "../../harness/pairs.ts";

async function start(pair: Pair, version = "v1", root?: string, node: readonly string[] = []): Promise<Running> {
  const program = await pair.start(version, { ...(root === undefined ? {} : { root }), node });
  await program.line("ready");
  return program;
}

let asked = 0;

/** The program still answers, in this version. */
async function expectVersion(program: Running, version: string): Promise<void> {
  const question = `question-${++asked}`;
  program.send(question);
  await program.line(new RegExp(`^${version} ${question}`));
  expect(await program.status()).toMatchObject({ pending: null, stale: [], blockers: [] });
}

const filesOf = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((entry) =>
    entry.isFile() ? [join(entry.parentPath, entry.name)] : [],
  );

function flipByte(file: string): void {
  const content = readFileSync(file);
  const at = Math.floor(content.length / 2);
  content[at] = (content[at] as number) ^ 1;
  writeFileSync(file, content);
}

function editRecord(folder: string, edit: (patch: Patch) => void): void {
  const file = join(folder, "patch.json");
  const { id: _id, ...patch } = JSON.parse(readFileSync(file, "utf8")) as Patch;
  edit(patch as Patch);
  writeFileSync(
    file,
    patchText(`${JSON.stringify(patch).slice(1)}\n`, (text) => hash("sha256", text)),
  );
}

export default [
  {
    shows: "one flipped bit in any file of a patch is noticed, and the sound patch still applies",
    async run(pair: Pair) {
      const program = await start(pair);
      const patch = await pair.patch();
      const forward = filesOf(patch).filter((file) => !file.includes("/reverse/"));
      expect(forward.length).toBeGreaterThan(2);
      for (const [index, file] of forward.entries()) {
        const copy = join(pair.folder, `damaged-${index}`);
        cpSync(patch, copy, { recursive: true });
        flipByte(file.replace(patch, copy));
        const { code, answer } = await program.apply(copy);
        expect([code, answer.error?.code], file).toEqual([1, "PATCH_DAMAGED"]);
        expect(answer.error?.message).toContain(copy);
      }
      await program.update(patch);
      await expectVersion(program, "v2");
    },
  },
  {
    shows: "a damaged way back is noticed when it is wanted, and the program stays where it is",
    async run(pair: Pair) {
      const program = await start(pair);
      const patch = await pair.patch();
      await program.update(patch);
      for (const file of filesOf(join(patch, "reverse"))) if (file.endsWith("patch.json")) flipByte(file);
      const { code, answer } = await program.rollback();
      expect([code, answer.error?.code]).toEqual([1, "PATCH_DAMAGED"]);
      await expectVersion(program, "v2");
    },
  },
  {
    shows: "a patch for another build, a repeated one and one that leads nowhere are refused",
    async run(pair: Pair) {
      const program = await start(pair);
      const [patch, foreign] = [await pair.patch(), await pair.patch("v2", "v3")];
      const wrong = await program.refuses(foreign, "WRONG_BASE");
      expect(wrong.error?.message).toContain(wrong.version);
      await program.update(patch);
      await program.refuses(patch, "ALREADY_IN_FORCE");
      await program.update(foreign);
      await expectVersion(program, "v3");
      await program.goBack();
      await expectVersion(program, "v2");
      await program.goBack();
      await expectVersion(program, "v1");
      expect(await program.rollback()).toMatchObject({ code: 1, answer: { error: { code: "NOTHING_TO_ROLL_BACK" } } });
    },
  },
  {
    shows: "what is no patch, is not whole or may not be read is refused with its path",
    async run(pair: Pair) {
      const program = await start(pair);
      const patch = await pair.patch();
      const [text, list, missing, closed, empty] = ["text", "list", "missing", "closed", "empty"].map((name) =>
        join(pair.folder, name),
      ) as [string, string, string, string, string];
      for (const folder of [text, list, missing, closed]) cpSync(patch, folder, { recursive: true });
      mkdirSync(empty);
      writeFileSync(join(text, "patch.json"), "no json");
      writeFileSync(join(list, "patch.json"), "[]");
      const unit = filesOf(missing).find((file) => file.endsWith(".unit.cjs"));
      rmSync(unit as string);
      chmodSync(join(closed, "patch.json"), 0o000);
      await program.refuses(text, "PATCH_DAMAGED");
      await program.refuses(list, "PATCH_DAMAGED");
      await program.refuses(missing, "PATCH_UNREADABLE");
      await program.refuses(empty, "PATCH_UNREADABLE");
      // A superuser may read everything.
      if (process.getuid?.() !== 0) await program.refuses(closed, "PATCH_UNREADABLE");
      expect((await program.apply(join(pair.folder, "nowhere"))).code).toBe(2);
      await expectVersion(program, "v1");
    },
  },
  {
    shows: "a patch that speaks of a function the program does not have is refused, never passed over",
    async run(pair: Pair) {
      const program = await start(pair);
      const patch = await pair.patch();
      editRecord(patch, ({ modules }) => {
        const [first] = modules.flatMap((module) => module.functions);
        Object.assign(first as object, { old: "notThere" });
      });
      const { error } = await program.refuses(patch, "UNKNOWN_FUNCTION");
      expect(error?.message).toContain("notThere");
      await expectVersion(program, "v1");
    },
  },
  {
    shows: "an error of new code is the program's own, and its stack names the new TypeScript line",
    builds: ["esm", "cjs"],
    async run(pair: Pair) {
      const program = await start(pair, "v1", undefined, ["--enable-source-maps"]);
      await program.update(await pair.patch());
      await expectVersion(program, "v2");
      program.send("throw");
      expect((await program.end()).code).toBe(1);
      expect(program.stderr).toContain("Error: told to THROW");
      expect(program.stderr).toMatch(/at work \(.*v2\/src\/work\.ts:4:11\)/);
    },
  },
  {
    shows: "two updates at the same time: the second is refused, the first comes into force or ends by itself",
    async run(pair: Pair) {
      const program = await start(pair);
      const patch = await pair.patch();
      const answers = await Promise.all([program.apply(patch), program.apply(patch), program.apply(patch)]);
      const codes = answers.map(({ answer }) => answer.error?.code ?? "in force");
      expect(codes.filter((code) => code === "in force")).toHaveLength(1);
      for (const code of codes) expect(["in force", "UPDATE_IN_PROGRESS", "ALREADY_IN_FORCE"]).toContain(code);
      await expectVersion(program, "v2");
    },
  },
  {
    shows: "two diffs of the same builds are equal to the byte",
    async run(pair: Pair) {
      const [first, second] = [await pair.patch(), await pair.patch()];
      const content = (folder: string): (readonly [string, string])[] =>
        filesOf(folder).map((file) => [file.slice(folder.length), readFileSync(file, "utf8")]);
      expect(content(first).length).toBeGreaterThan(2);
      expect(content(second).sort()).toEqual(content(first).sort());
    },
  },
  {
    shows: "a build that was changed on disk under the running process is noticed",
    async run(pair: Pair) {
      const root = join(pair.folder, "out");
      cpSync(pair.out("v1"), root, { recursive: true });
      writeFileSync(join(pair.folder, "package.json"), '{"type":"module"}');
      mkdirSync(join(pair.folder, "node_modules"));
      const { symlinkSync } = await import("node:fs");
      symlinkSync(join(import.meta.dirname, "../../.."), join(pair.folder, "node_modules", "ts-updatable"));
      const program = await start(pair, "v1", root);
      appendFileSync(join(root, "work.js"), "\n// edited\n");
      const patch = await pair.patch();
      const { error } = await program.refuses(patch, "BUILD");
      expect(error?.message).toContain(join(root, "work.js"));
    },
  },
  {
    shows: "a build that was changed before it was started is noticed",
    async run(pair: Pair) {
      const root = join(pair.folder, "out");
      cpSync(pair.out("v1"), root, { recursive: true });
      writeFileSync(join(pair.folder, "package.json"), '{"type":"module"}');
      mkdirSync(join(pair.folder, "node_modules"));
      const { symlinkSync } = await import("node:fs");
      symlinkSync(join(import.meta.dirname, "../../.."), join(pair.folder, "node_modules", "ts-updatable"));
      appendFileSync(join(root, "work.js"), "\n// edited\n");
      const program = await start(pair, "v1", root);
      const { error } = await program.refuses(await pair.patch(), "BUILD");
      expect(error?.message).toContain(join(root, "work.js"));
    },
  },
  {
    shows: "a process that was compiled by plain tsc says so",
    async run(pair: Pair) {
      const source = join(pair.out("v1"), "..");
      const root = join(pair.folder, "plain");
      const compiler = join(import.meta.dirname, "../../../node_modules/typescript/bin/tsc");
      const compiled = spawnSync(process.execPath, [compiler, "-p", join(source, "tsconfig.json"), "--outDir", root], { encoding: "utf8" });
      expect(compiled.status, compiled.stdout).toBe(0);
      writeFileSync(join(pair.folder, "package.json"), '{"type":"module"}');
      const program = await pair.start("v1", { root, node: ["--import", join(import.meta.dirname, "../../../dist/runtime/internal.js")] });
      await program.line("ready");
      const { error } = await program.refuses(await pair.patch(), "NOT_UPDATABLE");
      expect(error?.message).toMatch(/compiled.*ts-updatable build/);
    },
  },
] satisfies readonly Scenario[];
