// Runs the programs of pairs, reads what they print, and asks them through the real command line.
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "vitest";
import type { ApplyAnswer, StatusAnswer } from "../../runtime/contract/protocol.ts";
import { projectFolder } from "./imports.ts";

export const commandLine = join(projectFolder, "dist", "transformer", "cli", "main.js");
/** How long anything may take that is waited for; nothing is measured by it. */
const DEADLINE_MS = 50_000;

export interface StartOptions {
  /** Folder of `main.js`, where it is not a version's `outDir`. */
  readonly root?: string;
  readonly node?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Of the program. */
  readonly args?: readonly string[];
  /** Path of its control socket, where it is not one of its own. */
  readonly socket?: string;
  /** How it comes to its control; default: it listens. */
  readonly control?: "listens" | "joins" | "either";
}

const VARIABLES = {
  listens: ["TS_UPDATABLE_SOCKET"],
  joins: ["TS_UPDATABLE_JOIN"],
  either: ["TS_UPDATABLE_SOCKET", "TS_UPDATABLE_JOIN"],
} as const;

export interface Command<Answer> {
  readonly code: number | null;
  readonly answer: Answer;
  readonly stderr: string;
}

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A command of `ts-updatable`, with `--json`. */
export async function runCommand<Answer>(...args: readonly string[]): Promise<Command<Answer>> {
  const child = spawn(process.execPath, [commandLine, ...args, "--json"], { stdio: ["ignore", "pipe", "pipe"] });
  const [stdout, stderr] = [readAll(child.stdout), readAll(child.stderr)];
  const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
  const text = await stdout;
  return { code, answer: JSON.parse(text === "" ? "null" : text) as Answer, stderr: await stderr };
}

async function readAll(stream: NodeJS.ReadableStream): Promise<string> {
  let text = "";
  for await (const chunk of stream.setEncoding("utf8")) text += chunk;
  return text;
}

const exactly = (line: string, wanted: string): RegExpExecArray | undefined =>
  line === wanted ? (/.*/.exec(line) ?? undefined) : undefined;

/** A program that was started. */
export class Running {
  readonly socket: string;
  readonly child: ChildProcess;
  /** Resolves when the process has ended and all its output was read. */
  readonly ended: Promise<Ended>;
  stdout = "";
  stderr = "";
  #read = 0;

  constructor(file: string, socket: string, { node = [], env = {}, args = [], control = "listens" }: StartOptions = {}) {
    this.socket = socket;
    const paths = Object.fromEntries(VARIABLES[control].map((name) => [name, socket]));
    const variables = { PATH: process.env["PATH"], ...paths, ...env };
    this.child = spawn(process.execPath, [...node, file, ...args], { stdio: ["pipe", "pipe", "pipe"], env: variables });
    this.child.stdout?.setEncoding("utf8").on("data", (text: string) => {
      this.stdout += text;
    });
    this.child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      this.stderr += text;
    });
    this.ended = new Promise((resolve) => this.child.on("close", (code, signal) => resolve({ code, signal })));
  }

  get lines(): readonly string[] {
    return this.stdout.split("\n").slice(0, -1);
  }

  async listening(): Promise<void> {
    await this.#wait("control socket", () => existsSync(this.socket) || this.child.exitCode !== null);
  }

  /** The next line that matches, counted from behind the last one found. */
  async line(wanted: RegExp | string): Promise<RegExpExecArray> {
    const match = (line: string): RegExpExecArray | undefined =>
      typeof wanted === "string" ? exactly(line, wanted) : (wanted.exec(line) ?? undefined);
    let found: RegExpExecArray | undefined;
    await this.#wait(`line like ${wanted}`, () => {
      const { lines } = this;
      while (found === undefined && this.#read < lines.length) found = match(lines[this.#read++] as string);
      return found !== undefined;
    });
    return found as unknown as RegExpExecArray;
  }

  /** Forgets lines that were printed and not asked for. */
  skip(): void {
    this.#read = this.lines.length;
  }

  /** Closes its standard input, which is all that a program in test/pairs stays for, and waits for its end. */
  async end(): Promise<Ended> {
    this.child.stdin?.end();
    const { ended } = this;
    const late = sleep(DEADLINE_MS, undefined, { ref: false }).then(() => undefined);
    const answer = await Promise.race([ended, late]);
    if (answer === undefined) throw new Error(`the program did not end. It printed:\n${this.#shown()}`);
    return answer;
  }

  send(line: string): void {
    this.child.stdin?.write(`${line}\n`);
  }

  /** Sends a line, and waits for the one that must come. */
  async ask(question: string, answer: string): Promise<void> {
    this.send(question);
    await this.line(answer);
  }

  /** What the program answers to a line, as `LINE -> ANSWER`. */
  async answerTo(line: string): Promise<string> {
    this.send(line);
    const [, answer = ""] = await this.line(new RegExp(`^${line} -> (.*)`));
    return answer;
  }

  kill(signal: NodeJS.Signals = "SIGKILL"): void {
    this.child.kill(signal);
  }

  apply(patch: string, ...options: readonly string[]): Promise<Command<ApplyAnswer>> {
    return runCommand<ApplyAnswer>("apply", patch, "--to", this.socket, ...options);
  }

  rollback(...options: readonly string[]): Promise<Command<ApplyAnswer>> {
    return runCommand<ApplyAnswer>("rollback", "--to", this.socket, ...options);
  }

  confirm(): Promise<Command<ApplyAnswer>> {
    return runCommand<ApplyAnswer>("confirm", "--to", this.socket);
  }

  async status(): Promise<StatusAnswer> {
    const { answer } = await runCommand<StatusAnswer>("status", "--to", this.socket);
    return answer;
  }

  /** Resolves when an update waits in the process. */
  async isAsked(): Promise<void> {
    while ((await this.status()).pending === null) await sleep(10);
  }

  /** Applies a patch that must come into force. */
  async update(patch: string, ...options: readonly string[]): Promise<ApplyAnswer> {
    return this.#expectInForce(await this.apply(patch, "--timeout", "30000", ...options));
  }

  /** Goes back, which must be possible. */
  async goBack(...options: readonly string[]): Promise<ApplyAnswer> {
    return this.#expectInForce(await this.rollback("--timeout", "30000", ...options));
  }

  /** Applies a patch that must be refused; the answer's code is the one named. */
  async refuses(patch: string, code: string, ...options: readonly string[]): Promise<ApplyAnswer> {
    const { code: exit, answer } = await this.apply(patch, ...options);
    expect(answer.error?.code, JSON.stringify(answer)).toBe(code);
    expect(exit).toBe(1);
    return answer;
  }

  #expectInForce({ code, answer, stderr }: Command<ApplyAnswer>): ApplyAnswer {
    expect(code, `${stderr}\n${JSON.stringify(answer)}\n${this.#shown()}`).toBe(0);
    expect(answer.ok).toBe(true);
    return answer;
  }

  async #wait(what: string, check: () => boolean): Promise<void> {
    const deadline = Date.now() + DEADLINE_MS;
    while (!check()) {
      if (this.child.exitCode !== null && this.child.stdout?.readableEnded === true && !check())
        throw new Error(`the program ended before there was a ${what}:\n${this.#shown()}`);
      if (Date.now() > deadline) throw new Error(`there was no ${what}:\n${this.#shown()}`);
      await sleep(10);
    }
  }

  #shown(): string {
    const lines = this.lines.length > 60 ? ["…", ...this.lines.slice(-60)] : this.lines;
    return `${lines.join("\n")}\n--- standard error\n${this.stderr}`;
  }
}
