import { spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { type AddressInfo } from "node:net";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "vitest";
import type { InForce } from "../../../runtime/contract/in-force.ts";
import type { ApplyAnswer } from "../../../runtime/contract/protocol.ts";
import type { Pair, Running, Scenario } from "../../harness/pairs.ts";
import { type Command, commandLine, Running as Process, runCommand } from "../../harness/pairs-run.ts";

/** Long enough that no test outlasts it. */
const LONG = "100000";

/** Builds of this scenario's own, side by side, because what is recorded stands in them. */
class Site {
  readonly pair: Pair;
  readonly folder: string;
  #restarts = 0;

  constructor(pair: Pair) {
    this.pair = pair;
    this.folder = mkdtempSync(join(dirname(pair.out("v1")), "site-"));
    for (const version of ["v1", "v2", "v3"]) cpSync(pair.out(version), this.out(version), { recursive: true });
  }

  out(version: string): string {
    return join(this.folder, version);
  }

  async patch(from: string, to: string): Promise<string> {
    const { code, folder, stderr } = await this.pair.diffFolders(this.out(from), this.out(to));
    expect(code, stderr).toBe(0);
    return folder;
  }

  run(env: Readonly<Record<string, string>> = {}): Promise<Running> {
    return this.pair.start("v1", { root: this.out("v1"), env });
  }

  /** `ts-updatable start v1 main.js`. */
  async restart(env: Readonly<Record<string, string>> = {}, ...options: readonly string[]): Promise<Process> {
    const node = [commandLine, "start", this.out("v1"), ...options];
    const program = new Process("main.js", join(this.pair.folder, `restarted-${this.#restarts++}.sock`), { node, env });
    this.pair.watch(program);
    await program.listening();
    return program;
  }

  record(): InForce {
    return JSON.parse(readFileSync(join(this.out("v1"), ".ts-updatable", "in-force.json"), "utf8")) as InForce;
  }
}

const confirm = (program: Running, ...options: readonly string[]): Promise<Command<ApplyAnswer>> =>
  runCommand<ApplyAnswer>("confirm", "--to", program.socket, ...options);

const versionOf = (program: Running): Promise<string> => program.status().then(({ version }) => version);

export default [
  {
    shows: "a version that is confirmed stays, also after a restart in another folder",
    async run(pair: Pair) {
      const site = new Site(pair);
      const program = await site.run();
      await program.line(/^v1 3 7$/);
      const before = await versionOf(program);
      const patch = await site.patch("v1", "v2");
      const { code, answer, stderr } = await program.apply(patch, "--confirm-within", LONG);
      expect(code).toBe(0);
      expect(stderr).toMatch(/going back would change or lose steps/);
      const { version } = answer;
      expect(answer.probation?.version).toBe(version);
      expect(site.record()).toMatchObject({
        base: before,
        confirmed: { version: before, outDir: "." },
        probation: { version, outDir: "../v2" },
      });
      expect((await program.status()).probation).toEqual(answer.probation);
      expect(await confirm(program, "--version", before)).toMatchObject({ code: 1, answer: { error: { code: "NOT_ON_PROBATION" } } });
      expect(await confirm(program)).toMatchObject({ code: 0, answer: { ok: true, version } });
      expect(await confirm(program)).toMatchObject({ code: 1, answer: { error: { code: "NOT_ON_PROBATION" } } });
      expect((await program.status()).probation).toBeUndefined();
      expect(site.record()).toMatchObject({ base: before, confirmed: { version, outDir: "../v2" } });
      expect(site.record().probation).toBeUndefined();
      program.kill();
      const moved = `${site.folder}-moved`;
      renameSync(site.folder, moved);
      Object.assign(site, { folder: moved });
      const restarted = await site.restart();
      await restarted.line(/^v2 1 7$/);
      expect(await versionOf(restarted)).toBe(version);
    },
  },
  {
    shows: "a version that nobody confirms is left again, also by a loop that never yields, and not taken after a restart",
    builds: ["esm", "poll"],
    async run(pair: Pair) {
      const site = new Site(pair);
      const program = await site.run();
      await program.line(/^v1 3 7$/);
      const before = await versionOf(program);
      await program.update(await site.patch("v1", "v2"), "--confirm-within", "1500");
      await program.line(/^v2 /);
      await program.line(/^v1 /);
      const { version, probation, history } = await program.status();
      expect({ version, probation, versions: history.length }).toEqual({ version: before, probation: undefined, versions: 1 });
      expect(site.record()).toMatchObject({ confirmed: { version: before, outDir: "." } });
      expect(site.record().probation).toBeUndefined();
      expect(await confirm(program)).toMatchObject({ code: 1, answer: { error: { code: "NOT_ON_PROBATION" } } });
      program.kill();
      await (await site.restart()).line(/^v1 1 7$/);
    },
  },
  {
    shows: "a health command decides: well for all the time, or one failure too many",
    async run(pair: Pair) {
      const site = new Site(pair);
      const program = await site.run();
      await program.line(/^v1 3 7$/);
      const before = await versionOf(program);
      const patch = await site.patch("v1", "v2");
      const broken = join(pair.folder, "broken");
      writeFileSync(broken, "");
      const failed = await program.apply(patch, "--confirm-within", LONG, "--health", `test ! -e '${broken}'`, "--tries", "2");
      expect(failed).toMatchObject({ code: 1, answer: { ok: false, version: before, error: { code: "HEALTH" } } });
      expect(failed.answer.error?.message).toMatch(/failed 2 times in a row: exit code 1. The process went back/);
      expect(await versionOf(program)).toBe(before);
      const well = await program.apply(patch, "--confirm-within", "1500", "--health", "true");
      expect(well).toMatchObject({ code: 0, answer: { ok: true } });
      expect(well.answer.probation).toBeUndefined();
      expect(await program.status()).toMatchObject({ version: well.answer.version });
      expect(site.record()).toMatchObject({ confirmed: { version: well.answer.version } });
    },
  },
  {
    shows: "a URL is asked for its status",
    async run(pair: Pair) {
      const site = new Site(pair);
      const program = await site.run();
      await program.line(/^v1 3 7$/);
      let asked = 0;
      const server = createServer((_request, response) => {
        asked++;
        response.writeHead(asked < 4 ? 204 : 503).end();
      });
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      try {
        const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/health`;
        const { code, answer } = await program.apply(await site.patch("v1", "v2"), "--confirm-within", "20000", "--health", url);
        expect(answer.error).toMatchObject({ code: "HEALTH", message: expect.stringContaining("it answered 503") });
        expect({ code, asked }).toEqual({ code: 1, asked: 4 });
        await program.line(/^v1 /);
      } finally {
        server.close();
      }
    },
  },
  {
    shows: "a client that is killed while it watches decides nothing: the process goes back",
    async run(pair: Pair) {
      const site = new Site(pair);
      const program = await site.run();
      await program.line(/^v1 3 7$/);
      const before = await versionOf(program);
      const patch = await site.patch("v1", "v2");
      const client = spawn(
        process.execPath,
        [commandLine, "apply", patch, "--to", program.socket, "--confirm-within", "1000", "--health", "sleep 2"],
        { stdio: "ignore" },
      );
      await program.line(/^v2 /);
      client.kill("SIGKILL");
      await program.line(/^v1 /);
      expect(await program.status()).toMatchObject({ version: before });
    },
  },
  {
    shows: "a process that dies on probation is started again in the version that was confirmed",
    async run(pair: Pair) {
      const site = new Site(pair);
      const crash = join(pair.folder, "crash");
      const program = await site.run({ CRASH: crash });
      await program.line(/^v1 3 7$/);
      const { version } = await program.update(await site.patch("v1", "v2"), "--confirm-within", LONG);
      writeFileSync(crash, "");
      expect(await program.ended).toMatchObject({ code: 1 });
      expect(program.stderr).toMatch(/broken after \d/);
      const restarted = await site.restart({ CRASH: crash });
      await restarted.line(/^v1 1 7$/);
      expect(restarted.stderr).toMatch(`version ${version} was on probation`);
    },
  },
  {
    shows: "while a version is on probation other updates are refused, dry runs and going back are not; what has no way back is not begun",
    async run(pair: Pair) {
      const site = new Site(pair);
      const program = await site.run();
      await program.line(/^v1 3 7$/);
      const onward = await site.patch("v2", "v3");
      const { version } = await program.update(await site.patch("v1", "v2"), "--confirm-within", LONG);
      await program.refuses(onward, "PROBATION");
      expect((await program.apply(onward, "--dry-run")).answer).toMatchObject({ ok: true, dryRun: true });
      expect(await confirm(program, "--version", version)).toMatchObject({ code: 0 });
      const refused = await program.refuses(onward, "NO_WAY_BACK", "--confirm-within", LONG);
      expect(refused.version).toBe(version);
      await program.refuses(onward, "NO_WAY_BACK", "--confirm-within", LONG, "--dry-run");
      await program.update(onward);
      await program.line(/^v3 \d+ /);
      expect(site.record()).toMatchObject({ confirmed: { outDir: "../v3" } });
    },
  },
  {
    shows: "a version that can neither be confirmed any more nor left is named by `status`, with the reason",
    async run(pair: Pair) {
      const site = new Site(pair);
      const program = await site.run();
      await program.line(/^v1 3 7$/);
      const patch = await site.patch("v1", "v2");
      const { version } = await program.update(patch, "--confirm-within", "300");
      await program.line(/^v2 /);
      const record = join(patch, "reverse", "patch.json");
      const text = readFileSync(record, "utf8");
      writeFileSync(record, "");
      while ((await program.status()).warnings.length === 0) await sleep(50);
      const [warning] = (await program.status()).warnings;
      expect(warning).toContain(`version ${version} was not confirmed`);
      expect(warning).toContain("PATCH_DAMAGED");
      writeFileSync(record, text);
      await program.line(/^v1 /);
      expect((await program.status()).warnings).toEqual([]);
    },
  },
  {
    shows: "going back by hand ends the probation",
    async run(pair: Pair) {
      const site = new Site(pair);
      const program = await site.run();
      await program.line(/^v1 3 7$/);
      const before = await versionOf(program);
      await program.update(await site.patch("v1", "v2"), "--confirm-within", LONG);
      expect(await program.goBack()).toMatchObject({ version: before });
      expect((await program.status()).probation).toBeUndefined();
      expect(site.record().probation).toBeUndefined();
    },
  },
  {
    shows: "a record that cannot be written is a warning, and the update stays in force",
    async run(pair: Pair) {
      const site = new Site(pair);
      // A folder stands where the record is to be: nobody, not even root, can put a file there.
      mkdirSync(join(site.out("v1"), ".ts-updatable", "in-force.json", "full"), { recursive: true });
      const program = await site.run();
      await program.line(/^v1 3 7$/);
      const answer = await program.update(await site.patch("v1", "v2"));
      expect(answer.warnings).toEqual([expect.stringMatching(/could not be recorded in .*in-force\.json/)]);
      await program.line(/^v2 /);
      expect((await program.status()).warnings).toEqual(answer.warnings);
    },
  },
  {
    shows: "`start` becomes the program, follows later updates, and says why it cannot start",
    async run(pair: Pair) {
      const site = new Site(pair);
      const first = await site.restart();
      await first.line(/^v1 2 7$/);
      expect(await first.status()).toMatchObject({ pid: first.child.pid });
      expect(() => site.record()).toThrow(/ENOENT/);
      await first.update(await site.patch("v1", "v2"));
      first.kill("SIGTERM");
      expect(await first.ended).toEqual({ code: null, signal: "SIGTERM" });

      const end = join(pair.folder, "end");
      const second = await site.restart({ END: end });
      await second.line(/^v2 1 7$/);
      await second.update(await site.patch("v2", "v3"));
      expect(site.record()).toMatchObject({ confirmed: { outDir: "../v3" } });
      writeFileSync(end, "");
      expect(await second.ended).toEqual({ code: 3, signal: null });

      await (await site.restart()).line(/^v3 1 8$/);
      await (await site.restart({}, "--as-built")).line(/^v1 1 7$/);
      renameSync(site.out("v3"), site.out("elsewhere"));
      const lost = await runCommand("start", site.out("v1"), "main.js");
      expect(lost).toMatchObject({ code: 1, answer: { error: { code: "START", message: expect.stringContaining("is not a build") } } });
      cpSync(site.out("v2"), site.out("v1"), { recursive: true });
      const again = await runCommand("start", site.out("v1"), "main.js");
      expect(again).toMatchObject({ code: 1, answer: { error: { message: expect.stringContaining("was built again") } } });
    },
  },
] satisfies readonly Scenario[];
