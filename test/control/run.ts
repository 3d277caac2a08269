// Starts test programs and talks to their sockets, with and without the client that is shipped.
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const program = fileURLToPath(new URL("./program.ts", import.meta.url));
const command = fileURLToPath(new URL("../../dist/transformer/cli/main.js", import.meta.url));
const DEADLINE_MS = 40_000;

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running {
  readonly socket: string;
  readonly child: ChildProcess;
  /** Resolves when the process has ended. */
  readonly ended: Promise<Ended>;
}

/** Everything that one test starts and makes; ends and removes it afterwards. */
export class Stage {
  readonly folder: string = mkdtempSync(join(tmpdir(), "control-"));
  readonly #children: ChildProcess[] = [];

  /** Starts program.ts and waits for its socket. */
  async start(mode: string, options: StartOptions = {}): Promise<Running> {
    const running = this.launch(mode, options);
    await waitUntil(() => {
      if (running.child.exitCode !== null) throw new Error(`${mode} ended before it had a socket`);
      return existsSync(running.socket);
    });
    return running;
  }

  launch(mode: string, { socket = join(this.folder, "app.sock"), nodeArguments = [], env = {} }: StartOptions = {}): Running {
    const child = this.#spawn([...nodeArguments, program, mode], { TEST_SOCKET: socket, ...env });
    return { socket, child, ended: collect(child) };
  }

  /** Runs the command line. */
  cli(...argv: readonly string[]): Promise<Ended> {
    return collect(this.#spawn([command, ...argv], {}));
  }

  /** Like `cli`, for a test that wants to end it itself. */
  launchCli(...argv: readonly string[]): ChildProcess {
    return this.#spawn([command, ...argv], {});
  }

  #spawn(argv: readonly string[], env: Record<string, string>): ChildProcess {
    const child = spawn(process.execPath, argv, {
      cwd: this.folder,
      stdio: ["ignore", "pipe", "pipe"],
      env: { PATH: process.env["PATH"], ...env },
    });
    this.#children.push(child);
    return child;
  }

  clear(): void {
    for (const child of this.#children) child.kill("SIGKILL");
    rmSync(this.folder, { recursive: true, force: true });
  }
}

export interface StartOptions {
  readonly socket?: string;
  readonly nodeArguments?: readonly string[];
  readonly env?: Record<string, string>;
}

function collect(child: ChildProcess): Promise<Ended> {
  const texts = { stdout: "", stderr: "" };
  child.stdout?.setEncoding("utf8").on("data", (text: string) => {
    texts.stdout += text;
  });
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    texts.stderr += text;
  });
  return new Promise((resolve) => child.on("close", (code, signal) => resolve({ code, signal, ...texts })));
}

export async function waitUntil(check: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + DEADLINE_MS;
  while (!(await check())) {
    if (Date.now() > deadline) throw new Error("what was waited for did not come");
    await sleep(10);
  }
}

/** A client that sends what it likes. */
export class RawClient {
  readonly socket: Socket;
  #text = "";
  #ended = false;

  constructor(path: string) {
    this.socket = connect({ path, allowHalfOpen: true });
    this.socket.setEncoding("utf8").on("data", (text: string) => {
      this.#text += text;
    });
    this.socket.on("end", () => {
      this.#ended = true;
    });
    this.socket.on("error", () => {
      this.#ended = true;
    });
  }

  send(text: string): void {
    this.socket.write(text);
  }

  request(id: number, method: string, params?: object): void {
    this.send(`${JSON.stringify({ jsonrpc: "2.0", id, method, params })}\n`);
  }

  /** The first message that arrived, or will arrive, for which `wanted` is true. */
  async receive(wanted: (message: Message) => boolean = () => true): Promise<Message> {
    let found: Message | undefined;
    await waitUntil(() => {
      found = this.messages.find(wanted);
      return found !== undefined;
    });
    return found as Message;
  }

  get messages(): readonly Message[] {
    return this.#text
      .split("\n")
      .slice(0, -1)
      .map((line) => JSON.parse(line) as Message);
  }

  async end(): Promise<void> {
    await waitUntil(() => this.#ended);
  }
}

export interface Message {
  readonly id?: number | string | null;
  readonly method?: string;
  readonly result?: Readonly<Record<string, unknown>>;
  readonly error?: { readonly code: number; readonly message: string };
}
