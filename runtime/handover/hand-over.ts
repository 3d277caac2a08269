// The predecessor's side: starts another process, gives it the listening sockets, ends what is under way, and exits.
import { type ChildProcess, type StdioOptions, spawn } from "node:child_process";
import cluster from "node:cluster";
import type { Server } from "node:net";
import type { ErrorAnswer } from "../contract/protocol.js";
import { giveUpControl } from "../control/listen.js";
import { PRIMARY_VARIABLE } from "../control/processes/membership.js";
import { Refusal } from "../refusal.js";
import { isOurs, type SocketName, SUCCESSOR_VARIABLE, type ToPredecessor, type ToSuccessor } from "./messages.js";
import { sockets } from "./sockets.js";

/** Time that a successor has until it must have taken all sockets, in milliseconds. */
const DEFAULT_TIMEOUT_MS = 30_000;

/** How the successor is started, and what this process does afterwards. All defaults: as this process was started. */
export interface HandOverOptions {
  /** File that the successor runs. */
  readonly main?: string;
  readonly args?: readonly string[];
  /** Another Node, for instance. */
  readonly execPath?: string;
  readonly execArgv?: readonly string[];
  readonly cwd?: string;
  /** Added to the environment of this process. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Its standard input, output and error. Default: none, and those of this process. */
  readonly stdio?: readonly ["ignore" | "inherit" | number, "ignore" | "inherit" | number, "ignore" | "inherit" | number];
  /** Milliseconds within which it must have taken every socket. Default: 30,000. */
  readonly timeoutMs?: number;
  /** What this process does when its open connections have ended. Default: exit, whatever else it waits for. */
  readonly afterwards?: "exit" | "stay";
  /** Of `exit`: milliseconds that the open connections have. Default: until they end. */
  readonly deadlineMs?: number;
}

export type HandOverAnswer =
  /** The successor accepts connections, this process does not any more. */
  | { readonly ok: true; readonly pid: number; readonly sockets: readonly SocketName[] }
  /** Nothing has changed: this process goes on. */
  | { readonly ok: false; readonly error: ErrorAnswer };

export async function handOver(options: HandOverOptions): Promise<HandOverAnswer> {
  try {
    return await handingOver.begin(options);
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, error: error.toAnswer() };
    throw error;
  }
}

class HandingOver {
  #state: "idle" | "under way" | "over" = "idle";

  async begin(options: HandOverOptions): Promise<HandOverAnswer> {
    const offered = this.#check();
    this.#state = "under way";
    try {
      const pid = await handTo(start(options), offered, options);
      this.#state = "over";
      leave(offered, options);
      return { ok: true, pid, sockets: [...offered.keys()] };
    } catch (error) {
      this.#state = "idle";
      throw error;
    }
  }

  #check(): ReadonlyMap<SocketName, Server> {
    if (!cluster.isPrimary)
      throw new Refusal(
        "CLUSTER_WORKER",
        "the sockets of a cluster's worker belong to its primary process: replace the workers one by one, or hand over a process without a cluster.",
      );
    if (this.#state !== "idle") throw new Refusal("HANDOVER_IN_PROGRESS", `a handover of this process is ${this.#state} already.`);
    const offered = sockets.listening();
    if (offered.size === 0)
      throw new Refusal(
        "NOTHING_LISTENS",
        "no server of this process listens by way of listenOrTakeOver(): there is nothing that a successor could take.",
      );
    return offered;
  }
}

const handingOver = new HandingOver();

function start({ main, args, execPath, execArgv, cwd, env, stdio }: HandOverOptions): ChildProcess {
  const file = main ?? process.argv[1];
  if (file === undefined)
    throw new Refusal("START_FAILED", "this process runs no file: name the one that its successor is to run (`main`).");
  const streams: StdioOptions = [...(stdio ?? ["ignore", "inherit", "inherit"]), "ipc"];
  return spawn(execPath ?? process.execPath, [...(execArgv ?? process.execArgv), file, ...(args ?? process.argv.slice(2))], {
    stdio: streams,
    // Its control socket is this process's until it has taken over.
    env: {
      ...process.env,
      TS_UPDATABLE_SOCKET: undefined,
      [PRIMARY_VARIABLE]: undefined,
      ...env,
      [SUCCESSOR_VARIABLE]: String(process.pid),
    },
    ...(cwd === undefined ? {} : { cwd }),
  });
}

/** Resolves when the child has taken all; where it cannot, it is ended and has accepted nothing that it was not able to serve. */
async function handTo(
  child: ChildProcess,
  offered: ReadonlyMap<SocketName, Server>,
  { env, timeoutMs = DEFAULT_TIMEOUT_MS }: HandOverOptions,
): Promise<number> {
  try {
    await giveAll(child, offered, timeoutMs);
  } catch (error) {
    child.kill("SIGKILL");
    throw error;
  }
  const control = env?.["TS_UPDATABLE_SOCKET"] === undefined ? giveUpControl() : undefined;
  child.removeAllListeners();
  child.on("error", () => undefined);
  tell(child, { handover: "over", ...(control === undefined ? {} : { control }) });
  child.unref();
  child.channel?.unref();
  return child.pid as number;
}

async function giveAll(child: ChildProcess, offered: ReadonlyMap<SocketName, Server>, timeoutMs: number): Promise<void> {
  const wanted = new Set<SocketName>();
  const taken = new Set<SocketName>();
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const fail = (problem: string): void => reject(new Refusal("START_FAILED", `the successor ${problem}. This process goes on.`));
  const timer = setTimeout(() => reject(notTaken(offered, wanted, timeoutMs)), timeoutMs);
  child.on("error", ({ message }) => fail(`could not be started or reached (${message})`));
  child.on("exit", (code, signal) => fail(`ended (${signal ?? `exit code ${code}`}) before it had taken over: see its standard error`));
  child.on("message", (message: unknown) => {
    if (!isOurs<ToPredecessor>(message)) return;
    const { name } = message;
    if (message.handover === "took") taken.add(name);
    else if (!offered.has(name)) tell(child, { handover: "unknown", name });
    else if (!wanted.has(name) && wanted.add(name).size === offered.size)
      for (const [given, server] of offered) tell(child, { handover: "gives", name: given }, server);
    if (taken.size === offered.size) resolve();
  });
  try {
    await promise;
  } finally {
    clearTimeout(timer);
  }
}

/** A channel that is broken is told by the end of the child. */
const tell = (child: ChildProcess, message: ToSuccessor, server?: Server): void => void child.send(message, server, {}, () => undefined);

function notTaken(offered: ReadonlyMap<SocketName, Server>, wanted: ReadonlySet<SocketName>, timeoutMs: number): Refusal {
  const missing = [...offered.keys()].filter((name) => !wanted.has(name));
  const [what, why] =
    missing.length === 0
      ? ["did not say that it listens", ""]
      : [
          `did not ask for ${missing.join(", ")}`,
          " Sockets are given when all are asked for: it has to call listenOrTakeOver() for each server, before it awaits the first.",
        ];
  return new Refusal("NOT_TAKEN", `the successor ${what} within ${timeoutMs} ms and was ended; this process goes on.${why}`);
}

/** Accepts no more, and ends with the last connection. */
function leave(offered: ReadonlyMap<SocketName, Server>, { deadlineMs, afterwards = "exit" }: HandOverOptions): void {
  let open = offered.size;
  const end = (): void => {
    if (afterwards === "exit") process.exit();
  };
  for (const server of offered.values()) {
    // Of an HTTP server: a client that reuses its connection comes back by a new one.
    server.prependListener("request", (_request: unknown, response: { shouldKeepAlive: boolean }) => {
      response.shouldKeepAlive = false;
    });
    server.close(() => {
      open--;
      if (open === 0) setImmediate(end);
    });
  }
  if (deadlineMs !== undefined) setTimeout(end, deadlineMs).unref();
}
