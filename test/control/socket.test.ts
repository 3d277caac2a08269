// The control socket as a file and as a line protocol.
import { chmodSync, existsSync, lstatSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { request } from "../../dist/runtime/control/client.js";
import { RawClient, type Running, Stage, waitUntil } from "./run.ts";

let stage: Stage;
beforeEach(() => {
  stage = new Stage();
});
afterEach(() => stage.clear());

describe("the socket file", () => {
  test("is for its owner only, and the only thing that is left in its folder", async () => {
    const program = await stage.start("idle");
    await request(program.socket, "status", {});
    expect(lstatSync(program.socket).mode & 0o777).toBe(0o600);
    await waitUntil(() => readdirSync(stage.folder).length === 1);
  });

  test.each(["end", "exit", "throw"])("is gone when the process is: %s", async (mode) => {
    const program = await stage.start(mode);
    await program.ended;
    expect(readdirSync(stage.folder)).toEqual([]);
  });

  test("does not keep a process alive that has nothing to do, nor leave anything behind", async () => {
    const program = stage.launch("nothing");
    expect(await program.ended).toEqual({ code: 0, signal: null, stdout: "", stderr: "" });
    expect(readdirSync(stage.folder)).toEqual([]);
  });

  test("is removed by close(), after which the process ends by itself", async () => {
    const program = stage.launch("close");
    expect(await program.ended).toEqual({ code: 0, signal: null, stdout: "closed\n", stderr: "" });
    expect(readdirSync(stage.folder)).toEqual([]);
  });

  test("of a killed process is replaced", async () => {
    const first = await stage.start("idle");
    first.child.kill("SIGKILL");
    await first.ended;
    expect(existsSync(first.socket)).toBe(true);
    const second = stage.launch("idle");
    await waitUntil(async () => (await request(second.socket, "status", {}).catch(() => undefined))?.pid === second.child.pid);
  });

  test("of a live process is left alone, and the second process goes on without one", async () => {
    const first = await stage.start("idle");
    const second = await stage.launch("end").ended;
    expect(second).toMatchObject({ code: 0, stdout: "the end\n" });
    expect(second.stderr).toMatch(/another process listens at .*TS_UPDATABLE_JOIN=/);
    expect((await request(first.socket, "status", {})).pid).toBe(first.child.pid);
  });

  test("two processes that start together do not overwrite each other's", async () => {
    const both = [stage.launch("idle"), stage.launch("idle")];
    await waitUntil(() => existsSync(join(stage.folder, "app.sock")));
    const { pid } = await request(join(stage.folder, "app.sock"), "status", {});
    expect(both.map(({ child }) => child.pid)).toContain(pid);
    await waitUntil(() => readdirSync(stage.folder).length === 1);
    expect((await request(join(stage.folder, "app.sock"), "status", {})).pid).toBe(pid);
  });

  test("does not replace a file that is no socket", async () => {
    writeFileSync(join(stage.folder, "app.sock"), "precious");
    const { stderr, stdout } = await stage.launch("tell").ended;
    expect(stderr).toContain("is not a socket");
    expect(JSON.parse(stdout)).toMatchObject({ kind: "refused", error: { code: "SOCKET_REFUSED" } });
  });

  test("may have a path of 107 bytes", async () => {
    const socket = join(stage.folder, "s".repeat(107 - stage.folder.length - 1));
    const program = await stage.start("idle", { socket });
    expect(await request(socket, "status", {})).toMatchObject({ version: "v1" });
    program.child.kill();
  });

  test("may be in a folder whose path leaves room for little more", async () => {
    const folder = join(stage.folder, "d".repeat(103 - stage.folder.length - 1));
    mkdirSync(folder);
    const program = await stage.start("end", { socket: join(folder, "s") });
    expect(await request(program.socket, "status", {})).toMatchObject({ version: "v1" });
    expect(await program.ended).toMatchObject({ code: 0, stderr: "" });
    expect(readdirSync(folder)).toEqual([]);
  });

  test.each([
    ["a path too long", (folder: string) => join(folder, "s".repeat(120)), "107"],
    ["a folder that does not exist", (folder: string) => join(folder, "none", "app.sock"), "must exist"],
  ])("%s is refused in words, and the program runs on", async (_name, socket, words) => {
    const { code, stderr, stdout } = await stage.launch("tell", { socket: socket(stage.folder) }).ended;
    expect({ code, outcome: JSON.parse(stdout).kind }).toEqual({ code: 0, outcome: "refused" });
    expect(stderr).toContain(words);
  });

  test("a second listen() in the same process is refused", async () => {
    const { stdout, stderr } = await stage.launch("twice").ended;
    const outcomes = stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(outcomes).toContainEqual(expect.objectContaining({ kind: "listening" }));
    expect(outcomes).toContainEqual({ kind: "refused", error: expect.objectContaining({ code: "ALREADY_LISTENING" }) });
    expect(stderr).toContain("already");
  });
});

describe("the line protocol", () => {
  let program: Running;
  let client: RawClient;
  beforeEach(async () => {
    program = await stage.start("idle");
    client = new RawClient(program.socket);
  });

  test.each([
    ["no JSON", "hello", -32700],
    ["a batch", '[{"jsonrpc":"2.0","id":1,"method":"status"}]', -32600],
    ["another version", '{"id":1,"method":"status"}', -32600],
    ["no id", '{"jsonrpc":"2.0","method":"status"}', -32600],
    ["no method", '{"jsonrpc":"2.0","id":1}', -32600],
    ["an unknown method", '{"jsonrpc":"2.0","id":1,"method":"toString"}', -32601],
    ["no path", '{"jsonrpc":"2.0","id":1,"method":"apply","params":{}}', -32602],
    ["no parameters", '{"jsonrpc":"2.0","id":1,"method":"apply"}', -32602],
    ["a relative path", '{"jsonrpc":"2.0","id":1,"method":"apply","params":{"path":"patch"}}', -32602],
    ["a wrong policy", '{"jsonrpc":"2.0","id":1,"method":"apply","params":{"path":"/p","policy":"now"}}', -32602],
    ["a wrong timeout", '{"jsonrpc":"2.0","id":1,"method":"rollback","params":{"timeoutMs":-1}}', -32602],
    ["an unknown parameter", '{"jsonrpc":"2.0","id":1,"method":"rollback","params":{"toString":1}}', -32602],
    ["parameters of status", '{"jsonrpc":"2.0","id":1,"method":"status","params":[1]}', -32602],
  ])("%s is answered by an error, and the connection goes on", async (_name, line, code) => {
    client.send(`${line}\n`);
    expect((await client.receive()).error).toMatchObject({ code, message: expect.stringMatching(/\w+ \w+/) });
    client.request(2, "status");
    expect(await client.receive(({ id }) => id === 2)).toMatchObject({ result: { version: "v1" } });
  });

  test("lines may come in pieces, several at once, and with bytes of one character apart", async () => {
    const line = Buffer.from('{"jsonrpc":"2.0","id":"ü","method":"status"}\n');
    for (const byte of line) client.socket.write(Buffer.of(byte));
    client.send('{"jsonrpc":"2.0","id":2,"method":"status"}\n\n{"jsonrpc":"2.0","id":3,"method":"status"}\n');
    for (const wanted of ["ü", 2, 3]) await client.receive(({ id }) => id === wanted);
  });

  test("a line longer than 1 MiB ends the connection, and only that one", async () => {
    client.send("x".repeat((1 << 20) + 1));
    expect((await client.receive()).error).toMatchObject({ code: -32600 });
    await client.end();
    expect(await request(program.socket, "status", {})).toMatchObject({ version: "v1" });
  });

  test("requests of one connection are answered as they are done, by their id", async () => {
    client.request(1, "apply", { path: "/patches/after-40" });
    client.request(1, "status");
    client.request(2, "status");
    expect(await client.receive(({ id, error }) => id === 1 && error !== undefined)).toMatchObject({ error: { code: -32600 } });
    await client.receive(({ id }) => id === 2);
    expect(await client.receive(({ id, result }) => id === 1 && result !== undefined)).toMatchObject({ result: { ok: true } });
  });
});

describe("the client", () => {
  test.each(["none/app.sock", "none.sock"])("finds no process at %s", async (name) => {
    await expect(request(join(stage.folder, name), "status", {})).rejects.toMatchObject({
      code: "NO_PROCESS",
      message: expect.stringContaining("TS_UPDATABLE_SOCKET"),
    });
  });

  test.each([
    ["garbage", "<html>\n", "BAD_ANSWER"],
    ["an answer that is none", '{"jsonrpc":"2.0","id":1,"result":{}}\n', "BAD_ANSWER"],
    ["an error", '{"jsonrpc":"2.0","id":1,"error":{"code":-32601,"message":"no such method"}}\n', "NOT_UNDERSTOOD"],
    ["nothing", undefined, "CONNECTION_LOST"],
    ["silence", "", "NO_ANSWER"],
  ])("answered by %s", async (_name, text, code) => {
    const socket = join(stage.folder, "other.sock");
    const server = createServer((client) => void (text === undefined ? client.destroy() : client.write(text)));
    await new Promise<void>((resolve) => server.listen(socket, resolve));
    await expect(request(socket, "status", {}, { silenceMs: 500 })).rejects.toMatchObject({ code });
    server.close();
  });

  test.runIf(process.getuid?.() !== 0)("says that a socket belongs to another user", async () => {
    const program = await stage.start("idle");
    chmodSync(program.socket, 0);
    await expect(request(program.socket, "status", {})).rejects.toMatchObject({ message: expect.stringContaining("another user") });
  });
});
