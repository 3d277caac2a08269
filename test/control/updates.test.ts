// Requests to a running program: idle or in an endless loop, through the inspector or by polling.
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { ApplyAnswer, Stale, StatusAnswer } from "../../dist/runtime/contract/protocol.js";
import { type RequestError, request } from "../../dist/runtime/control/client.js";
import { RawClient, type Running, Stage, waitUntil } from "./run.ts";

let stage: Stage;
beforeEach(() => {
  stage = new Stage();
});
afterEach(() => stage.clear());

const apply = ({ socket }: Running, action: string, timeoutMs = 20_000): Promise<ApplyAnswer> =>
  request(socket, "apply", { path: `/patches/${action}`, timeoutMs });
const status = ({ socket }: Running): Promise<StatusAnswer> => request(socket, "status", {});
const count = ({ warnings }: StatusAnswer, kind: string): number => warnings.filter((each) => each === kind).length;

describe.each(["idle", "loop", "poll-idle", "poll-loop"])("a program that is %s", (mode) => {
  test("answers status, apply and rollback", async () => {
    const program = await stage.start(mode);
    expect(await status(program)).toMatchObject({ version: "v1", pid: program.child.pid });
    expect(await apply(program, "now")).toMatchObject({ ok: true, version: "v2" });
    expect(await request(program.socket, "rollback", {})).toMatchObject({ ok: true, version: "v0" });
    expect(await apply(program, "refuse")).toMatchObject({ ok: false, error: { code: "WRONG_BASE" } });
  });

  test("is asked again and again until the update has landed", async () => {
    const program = await stage.start(mode);
    expect(await apply(program, "after-30")).toMatchObject({ ok: true, retries: 30 });
    expect(count(await status(program), "cancel")).toBe(0);
  });

  test("gives the update up when time is up, and takes the next one", async () => {
    const program = await stage.start(mode);
    expect(await apply(program, "never", 300)).toMatchObject({ ok: false, error: { code: "NOT_REACHED" } });
    expect(await apply(program, "never", 0)).toMatchObject({ ok: false, error: { code: "NOT_REACHED" } });
    expect(await apply(program, "now")).toMatchObject({ ok: true });
    expect(count(await status(program), "cancel")).toBe(2);
  });

  test("survives what its handler throws", async () => {
    const program = await stage.start(mode);
    expect(await apply(program, "throw")).toMatchObject({
      ok: false,
      error: { code: "INTERNAL", message: expect.stringContaining("made to fail") },
    });
    expect(await apply(program, "now")).toMatchObject({ ok: true });
  });

  test("takes one update at a time, and tells its status meanwhile", async () => {
    const program = await stage.start(mode);
    const first = apply(program, "never", 60_000);
    first.catch(() => undefined);
    await waitUntil(async () => (await status(program)).pending === "v2");
    expect(await apply(program, "now")).toMatchObject({ ok: false, version: "v1", pending: "v2", error: { code: "UPDATE_IN_PROGRESS" } });
    expect(await request(program.socket, "rollback", {})).toMatchObject({ error: { code: "UPDATE_IN_PROGRESS" } });
  });

  test("gives up the update of a client that is gone", async () => {
    const program = await stage.start(mode);
    const client = new RawClient(program.socket);
    client.request(1, "apply", { path: "/patches/never", timeoutMs: 1_000_000 });
    await waitUntil(async () => (await status(program)).pending === "v2");
    client.socket.destroy();
    await waitUntil(async () => count(await status(program), "cancel") === 1);
    // The thread has given it up; it is over when all threads and processes are known to have done so.
    await waitUntil(async () => (await apply(program, "now")).ok);
  });
});

test("no job of the program runs in the middle of its loop", async () => {
  const program = await stage.start("loop");
  expect(await apply(program, "microtask")).toMatchObject({ ok: true });
  const { warnings } = await status(program);
  expect(warnings).not.toContain("microtask ran");
  expect(warnings).not.toContain("tick ran");
});

test("a client that only closed its own side still gets its answer", async () => {
  const program = await stage.start("idle");
  const client = new RawClient(program.socket);
  client.request(1, "apply", { path: "/patches/after-30" });
  client.socket.end();
  expect(await client.receive(({ id }) => id === 1)).toMatchObject({ result: { ok: true } });
  await client.end();
});

test("what an update waits for is told when it changes, twice a second at most", async () => {
  const program = await stage.start("idle");
  const told: Stale[][] = [];
  const onProgress = (blockers: readonly Stale[]): number => told.push([...blockers]);
  await request(program.socket, "apply", { path: "/patches/never", timeoutMs: 1_500 }, { onProgress });
  expect(told.length).toBeGreaterThan(0);
  expect(told.length).toBeLessThanOrEqual(4);
  expect(told[0]?.[0]).toMatchObject({ function: "serve", at: "src/server.ts:31:2" });
});

test("an update that the program did not look at in time never begins", async () => {
  const program = await stage.start("blocked");
  const answer = await apply(program, "now", 0);
  expect(answer).toMatchObject({ ok: false, error: { code: "NOT_REACHED" } });
  await waitUntil(async () => (await status(program)).error === undefined);
  expect(count(await status(program), "apply")).toBe(0);
});

describe("a process that ends while it is asked", () => {
  // Inside the handler the session cannot be closed any more, so Node adds a line of its own to standard error: not looked at here.
  test("by process.exit() in its handler", async () => {
    const program = await stage.start("idle");
    await expect(apply(program, "exit")).rejects.toMatchObject({ code: "CONNECTION_LOST" } satisfies Partial<RequestError>);
    expect(await program.ended).toMatchObject({ code: 7, stdout: "" });
  });

  test.each(["idle", "loop"])("killed from outside (%s)", async (mode) => {
    const program = await stage.start(mode);
    const answer = apply(program, "never");
    const lost = expect(answer).rejects.toMatchObject({ code: "CONNECTION_LOST" });
    await waitUntil(async () => (await status(program)).pending === "v2");
    program.child.kill("SIGKILL");
    await lost;
    expect(await program.ended).toEqual({ code: null, signal: "SIGKILL", stdout: "", stderr: "" });
  });

  test.each([
    ["exit", 3, ""],
    ["end", 0, "the end\n"],
    ["throw", 1, ""],
  ])("%s: code and output are its own", async (mode, code, stdout) => {
    const program = await stage.start(mode);
    await expect(apply(program, "never")).rejects.toMatchObject({ code: "CONNECTION_LOST" });
    const ended = await program.ended;
    expect(ended).toMatchObject({ code, stdout });
    if (mode === "throw") expect(ended.stderr).toContain("the program's own failure");
    else expect(ended.stderr).toBe("");
    expect(ended.stderr).not.toContain("debugger");
  });
});

describe("a loop that starts at once", () => {
  const hooks = `data:text/javascript,${encodeURIComponent(
    'import { register } from "node:module"; register("data:text/javascript,export async function load(url, context, next) { return next(url, context) }")',
  )}`;
  test.each<[string, readonly string[], Record<string, string>]>([
    ["--enable-source-maps", ["--enable-source-maps"], {}],
    ["--import with loader hooks", ["--import", hooks], {}],
    ["NODE_OPTIONS with loader hooks", [], { NODE_OPTIONS: `--enable-source-maps --import=${hooks}` }],
    ["--disallow-code-generation-from-strings", ["--disallow-code-generation-from-strings"], {}],
    ["--frozen-intrinsics", ["--frozen-intrinsics"], {}],
  ])("with %s", async (_name, nodeArguments, env) => {
    const program = await stage.start("loop", { nodeArguments, env });
    expect(await apply(program, "after-3")).toMatchObject({ ok: true });
  });
});

test("where the inspector is not permitted, an idle program can still be updated", async () => {
  const nodeArguments = ["--permission", "--allow-worker", "--allow-fs-read=*", "--allow-fs-write=*", "--disable-warning=SecurityWarning"];
  const program = await stage.start("idle", { nodeArguments });
  expect(await apply(program, "now")).toMatchObject({ ok: true });
  program.child.kill();
  expect((await program.ended).stderr).toContain("the inspector may not be used");
});

test("a slow client keeps nobody waiting", async () => {
  const program = await stage.start("idle");
  const silent = Array.from({ length: 20 }, () => new RawClient(program.socket));
  for (const client of silent) client.send('{"jsonrpc": "2.0", ');
  expect(await status(program)).toMatchObject({ version: "v1" });
});
