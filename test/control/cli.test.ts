// The commands that talk to a process: flags, exit codes, output.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { request } from "../../dist/runtime/control/client.js";
import { Stage, waitUntil } from "./run.ts";

let stage: Stage;
beforeEach(() => {
  stage = new Stage();
  for (const name of ["now", "after-40", "never", "refuse", "throw", "kill"]) mkdirSync(join(stage.folder, name));
});
afterEach(() => stage.clear());

describe("bad usage", () => {
  test.each([
    [[], "no command"],
    [["aply"], "there is no command aply"],
    [["--json"], "no command"],
    [["apply", "--to", "a.sock"], "PATCH is missing"],
    [["apply", "now"], "--to SOCKET is missing"],
    [["apply", "now", "more", "--to", "a.sock"], "unexpected argument: more"],
    [["apply", "none", "--to", "a.sock"], "there is no patch"],
    [["apply", "file", "--to", "a.sock"], "is not a folder"],
    [["apply", "now", "--to", "a.sock", "--policy", "later"], "move, when-inactive, finish-old"],
    [["apply", "now", "--to", "a.sock", "--timeout", "soon"], "--timeout soon"],
    [["apply", "now", "--to", "a.sock", "--timeout", "1.5"], "--timeout 1.5"],
    [["apply", "now", "--to", "a.sock", "--timeout=-1"], "--timeout -1"],
    [["apply", "now", "--to", "a.sock", "--force"], "--force"],
    [["status", "--to", "a.sock", "--dry-run"], "--dry-run"],
    [["status", "--to", "none.sock"], "no process listens at"],
    [["apply", "now", "--to", "none.sock"], "is it running with TS_UPDATABLE_SOCKET set?"],
    [["rollback", "more", "--to", "a.sock"], "unexpected argument"],
  ])("%j", async (argv, words) => {
    writeFileSync(join(stage.folder, "file"), "");
    const { code, stdout, stderr } = await stage.cli(...argv);
    expect({ code, stdout: argv.includes("--json") ? "" : stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(words);
  });

  test("with --json there is an object too", async () => {
    const { code, stdout, stderr } = await stage.cli("apply", "now", "--to", "none.sock", "--json");
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({ version: "", pending: null, stale: [], error: { code: "NO_PROCESS" } });
    expect(stderr).toContain("no process listens");
  });
});

test.each([[["--help"]], [["apply", "--help"]], [["status", "-h"]], [["rollback", "--help"]]])("%j tells the usage", async (argv) => {
  const { code, stdout, stderr } = await stage.cli(...argv);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toMatch(/^Usage: ts-updatable/);
});

describe("with a process", () => {
  test.each([
    ["now", 0, /^version v2 is in force\n.*replaced 1 function\n {2}serve\n$/s, /^$/],
    ["after-40", 0, /version v2 is in force/, /./s],
    [
      "refuse",
      1,
      /^nothing was changed; version v1 is in force\n$/,
      /^error src\/a.ts:1:0: the patch is for another build \[WRONG_BASE\]\n/,
    ],
    ["throw", 1, /^$/, /internal error in apply: made to fail/],
  ])("apply %s", async (patch, code, stdout, stderr) => {
    const { socket } = await stage.start("idle");
    const ended = await stage.cli("apply", patch, "--to", socket);
    expect(ended).toMatchObject({ code, stdout: expect.stringMatching(stdout) });
    if (patch !== "after-40") expect(ended.stderr).toMatch(stderr);
  });

  test.each(["idle", "loop"])("apply tells what it waits for, and gives up in time (%s)", async (mode) => {
    const { socket } = await stage.start(mode);
    const { code, stdout, stderr } = await stage.cli(
      "apply",
      "never",
      "--to",
      socket,
      "--timeout",
      "1000",
      "--json",
      "--policy",
      "when-inactive",
    );
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ version: "v1", pending: null, stale: [], error: { code: "NOT_REACHED" } });
    expect(stderr).toMatch(/^waiting for serve at src\/server.ts:31:2.*: it is active$/m);
  });

  test("status and rollback", async () => {
    const { socket, child } = await stage.start("loop");
    const status = await stage.cli("status", "--to", socket);
    expect(status).toMatchObject({ code: 0, stdout: expect.stringContaining(`process ${child.pid}: version v1 is in force`) });
    const json = await stage.cli("status", "--to", socket, "--json");
    expect(JSON.parse(json.stdout)).toMatchObject({ version: "v1", pending: null, stale: [] });
    const rollback = await stage.cli("rollback", "--to", socket);
    expect(rollback).toMatchObject({ code: 0, stdout: expect.stringContaining("version v0 is in force") });
  });

  test("the process is killed in the middle", async () => {
    const { socket } = await stage.start("idle");
    const { code, stdout, stderr } = await stage.cli("apply", "kill", "--to", socket, "--json");
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: "CONNECTION_LOST" } });
    expect(stderr).toContain("not known");
  });

  test("the command is killed in the middle: the update is given up", async () => {
    const { socket } = await stage.start("idle");
    const command = stage.launchCli("apply", "never", "--to", socket, "--timeout", "1000000");
    await waitUntil(async () => (await request(socket, "status", {})).pending === "v2");
    command.kill("SIGKILL");
    await waitUntil(async () => (await request(socket, "status", {})).pending === null);
  });

  test("what answers is not an updatable process", async () => {
    const socket = join(stage.folder, "other.sock");
    const server = createServer((client) => void client.end("HTTP/1.1 400 Bad Request\r\n\r\n"));
    await new Promise<void>((resolve) => server.listen(socket, resolve));
    expect(await stage.cli("apply", "now", "--to", socket)).toMatchObject({ code: 1, stderr: expect.stringContaining("BAD_ANSWER") });
    expect(await stage.cli("status", "--to", socket)).toMatchObject({ code: 2 });
    server.close();
  });
});

test("these commands load no compiler", () => {
  const folder = new URL("../../dist/transformer/cli/", import.meta.url);
  const seen = new Set<string>();
  const visit = (url: URL): void => {
    if (seen.has(url.href)) return;
    seen.add(url.href);
    const text = readFileSync(url, "utf8");
    for (const [, specifier = ""] of text.matchAll(/^import [^;\n]*"([^"]+)";/gm)) {
      if (specifier.startsWith(".")) visit(new URL(specifier, url));
      else expect(specifier).toMatch(/^node:/);
    }
  };
  for (const name of ["main.js", "apply.js", "status.js", "rollback.js"]) visit(new URL(name, folder));
  expect(seen.size).toBeGreaterThan(6);
});
