// Types commands into terminals, as a reader of a lesson would, and keeps what they show.
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { projectFolder } from "./imports.ts";

const DEADLINE_MS = 40_000;

/** Called with each line that a terminal shows, when it shows it. */
export type LineListener = (terminal: string, line: string) => void;

export interface Ended {
  readonly code: number | null;
  readonly lines: readonly string[];
}

interface Terminal {
  readonly child: ChildProcess;
  readonly lines: string[];
  /** How many lines {@link Terminals.waitFor} has gone past. */
  seen: number;
  ended: boolean;
}

export class Terminals {
  readonly #terminals = new Map<string, Terminal>();
  readonly #all: Terminal[] = [];
  readonly #env: Readonly<Record<string, string | undefined>>;
  readonly #onLine: LineListener;
  readonly #folder: string;

  /** @param env in addition to this process's own environment, in which `node_modules/.bin` comes first */
  constructor(env: Readonly<Record<string, string>> = {}, onLine: LineListener = () => undefined, folder = projectFolder) {
    const path = `${join(projectFolder, "node_modules", ".bin")}:${process.env["PATH"]}`;
    this.#env = { ...process.env, NO_COLOR: "1", FORCE_COLOR: undefined, ...env, PATH: path };
    this.#onLine = onLine;
    this.#folder = folder;
  }

  /** Runs a command in the shell, to its end. */
  run(command: string): Promise<Ended> {
    const terminal = this.#open("", command);
    return new Promise((resolve) => terminal.child.on("close", (code) => resolve({ code, lines: terminal.lines })));
  }

  /** Starts a command that goes on running in a terminal of its own. A program's control socket is there when this resolves. */
  async start(name: string, command: string): Promise<void> {
    const socket = /(?<=^TS_UPDATABLE_SOCKET=)\S+/.exec(command)?.[0];
    const path = socket && join(this.#folder, socket);
    if (path !== undefined) rmSync(path, { force: true });
    const terminal = this.#open(name, command);
    this.#terminals.set(name, terminal);
    if (path !== undefined) await this.#until(terminal, () => existsSync(path));
  }

  linesOf(name: string): readonly string[] {
    return this.#get(name).lines;
  }

  /** Waits until the terminal has shown lines that match, in this order, after those that were waited for before; others may come between. */
  async waitFor(name: string, matches: readonly ((line: string) => boolean)[]): Promise<readonly string[]> {
    const terminal = this.#get(name);
    const found: string[] = [];
    for (const isMatch of matches) {
      await this.#until(terminal, () => {
        while (terminal.seen < terminal.lines.length) {
          const line = terminal.lines[terminal.seen++] as string;
          if (isMatch(line)) return found.push(line) > 0;
        }
        return false;
      });
    }
    return found;
  }

  /** Ends all that still runs. */
  async close(): Promise<void> {
    const running = this.#all.filter(({ ended }) => !ended);
    const closed = running.map(({ child }) => new Promise((resolve) => child.on("close", resolve)));
    for (const { child } of running) if (child.pid !== undefined) killGroup(child.pid);
    await Promise.all(closed);
  }

  async #until(terminal: Terminal, isDone: () => boolean): Promise<void> {
    const deadline = Date.now() + DEADLINE_MS;
    while (!isDone()) {
      if (terminal.ended || Date.now() > deadline)
        throw new Error(`a terminal did not show what was expected. It shows:\n${terminal.lines.join("\n")}`);
      await sleep(10);
    }
  }

  #get(name: string): Terminal {
    const terminal = this.#terminals.get(name);
    if (terminal === undefined) throw new Error(`nothing was started in terminal "${name}"`);
    return terminal;
  }

  #open(name: string, command: string): Terminal {
    // npx would find the same files, which come first in PATH.
    const child = spawn("bash", ["-c", `${command.replace(/^npx /, "")} 2>&1`], {
      cwd: this.#folder,
      stdio: ["ignore", "pipe", "inherit"],
      env: this.#env,
      detached: true,
    });
    const terminal: Terminal = { child, lines: [], seen: 0, ended: false };
    this.#all.push(terminal);
    let rest = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      const lines = (rest + text).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) {
        terminal.lines.push(line);
        this.#onLine(name, line);
      }
    });
    child.on("close", () => {
      terminal.ended = true;
    });
    return terminal;
  }
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // it has just ended by itself
  }
}
