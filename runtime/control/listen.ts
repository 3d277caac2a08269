// The program thread's side of the control plane: offers `deliver`, and starts and ends the helper thread.
import { resolve } from "node:path";
import { isMainThread, MessageChannel, type MessagePort, Worker } from "node:worker_threads";
import type { UpdatePointMode } from "../contract/build.js";
import { CONTROL_SYMBOL, type ControlMessage, type ControlReply, type ErrorAnswer } from "../contract/protocol.js";
import { state } from "../state.js";
import { bequest } from "./bequest.js";
import { createDeliver } from "./deliver.js";
import { note } from "./note.js";
import { attachPort, type Deliver, detachPort } from "./poll.js";
import { announce, findMembership, type Membership, retract } from "./processes/membership.js";
import { getShared } from "./shared.js";
import { makeFolder, removeOwn, SocketRefusal } from "./socket-file.js";
import {
  CLOSE,
  type ListenOutcome,
  type ProbationMessage,
  type Route,
  SESSION,
  SESSION_FORBIDDEN,
  SESSION_NONE,
  SESSION_OPEN,
  type ThreadData,
  type VersionMessage,
} from "./thread-data.js";
import { watchdog } from "./watchdog.js";

/** Longest time that the end of the process waits for the helper thread to close its inspector session. */
const DETACH_MS = 500;
const DETACH_STEP_MS = 2;
/** Interrupts run at loops and calls: enough of them to let V8 take note of a closed session. */
const DETACH_TURNS = 10_000;

export interface ListenOptions {
  /** Path of the Unix socket; relative to the current folder. At most 107 bytes when absolute (103 outside Linux). */
  readonly socket: string;
  /**
   * How requests reach the program: through V8's interrupts (`"interrupt"`, the default), or at update points that poll and when the
   * event loop is idle (`"poll"`).
   */
  readonly updatePoints?: UpdatePointMode;
}

export interface Listener {
  /** Absolute path of the socket. */
  readonly socket: string;
  /**
   * Whether the socket could be opened; never rejects. The process stays alive until that is known, only if somebody asks.
   * A refusal was also told on standard error.
   */
  ready(): Promise<ListenOutcome>;
  /** Removes the socket and ends the helper thread; clients lose their connection. An update that waits stays with the program. */
  close(): void;
}

/** Called with each message, on the program thread, on top of whatever runs there: in a loop, or when idle. What it throws becomes an `INTERNAL` error. */
export type ControlHandler = (message: ControlMessage) => ControlReply;

/**
 * Opens the control socket, or joins the process that has it. Never throws and never disturbs the program: whatever prevents it is told on standard error and by `ready()`.
 * It neither keeps the process alive nor changes its exit code.
 * @param isBusy whether a message that comes now would interrupt what `handle` does; an update is begun later then
 */
export function listen(options: ListenOptions, handle: ControlHandler, isBusy: () => boolean = () => false): Listener {
  const socket = resolve(options.socket);
  const problem = findProblem();
  if (problem !== undefined) return refused(socket, problem);
  try {
    const membership = findMembership(socket, process.env);
    const deliver = createDeliver(getShared().cells, handle, isBusy);
    return new ActiveListener(socket, membership, chooseRoute(options.updatePoints ?? "interrupt"), deliver);
  } catch (thrown) {
    const message = thrown instanceof SocketRefusal ? thrown.message : `cannot start the helper thread: ${String(thrown)}`;
    return refused(socket, { code: "SOCKET_REFUSED", message });
  }
}

const controlSymbol = Symbol.for(CONTROL_SYMBOL);
const controlGlobal = globalThis as { [name: symbol]: { readonly deliver: Deliver; readonly listener: Listener } | undefined };

/** Closes the control socket of this process, so that another process can open it. Gives its path, where there is one. */
export function giveUpControl(): string | undefined {
  const listener = controlGlobal[controlSymbol]?.listener;
  listener?.close();
  return listener?.socket;
}

function findProblem(): ErrorAnswer | undefined {
  if (!isMainThread) return { code: "NOT_MAIN_THREAD", message: "a control socket can be opened from the main thread only." };
  if (controlGlobal[controlSymbol] !== undefined)
    return { code: "ALREADY_LISTENING", message: "this process has a control socket already; the second one is not opened." };
  return undefined;
}

function refused(socket: string, error: ErrorAnswer): Listener {
  note(`${error.message} This process runs on.`);
  return { socket, ready: () => Promise.resolve({ kind: "refused", error }), close: () => undefined };
}

interface PortPair {
  readonly own: MessagePort;
  readonly other: MessagePort;
}

function chooseRoute(mode: UpdatePointMode): PortPair | "inspector" {
  if (mode === "interrupt" && mayInspect()) return "inspector";
  if (mode === "interrupt")
    note(
      'the inspector may not be used in this process: updates land only when its event loop is idle (or build with updatePoints: "poll").',
    );
  const { port1, port2 } = new MessageChannel();
  return { own: port1, other: port2 };
}

/** Must be right: where it is not permitted, `connectToMainThread()` aborts the whole process (Node 24). */
function mayInspect(): boolean {
  if (!process.features.inspector) return false;
  const permission: { has(scope: string): boolean } | undefined = process.permission;
  return permission === undefined || permission.has("inspector");
}

class ActiveListener implements Listener {
  readonly socket: string;
  readonly #membership: Membership;
  readonly #folder: string | undefined;
  readonly #identity = new BigInt64Array(new SharedArrayBuffer(2 * BigInt64Array.BYTES_PER_ELEMENT));
  readonly #cells = getShared().cells;
  readonly #port: MessagePort | undefined;
  readonly #worker: Worker;
  readonly #outcome: Promise<ListenOutcome>;
  #closed = false;

  constructor(socket: string, membership: Membership, route: PortPair | "inspector", deliver: Deliver) {
    this.socket = socket;
    this.#membership = membership;
    this.#folder = membership.role === "listens" ? makeFolder(socket) : undefined;
    Atomics.store(this.#cells, SESSION, SESSION_NONE);
    this.#port = route === "inspector" ? undefined : route.own;
    this.#worker = this.#start(route);
    this.#outcome = watch(this.#worker);
    controlGlobal[controlSymbol] = { deliver, listener: this };
    if (this.#port !== undefined) attachPort(this.#port, deliver);
    process.on("exit", this.#onExit);
    watchdog.attach((deadline) => this.#worker.postMessage({ kind: "probation", deadline } satisfies ProbationMessage));
    bequest.attach((version) => this.#worker.postMessage({ kind: "version", version } satisfies VersionMessage));
  }

  async ready(): Promise<ListenOutcome> {
    this.#worker.ref();
    try {
      return await this.#outcome;
    } finally {
      this.#worker.unref();
    }
  }

  close(): void {
    if (this.#closed) return;
    process.off("exit", this.#onExit);
    this.#onExit();
    watchdog.attach(undefined);
    bequest.attach(undefined);
    retract(process.env);
    delete controlGlobal[controlSymbol];
    if (this.#port !== undefined) detachPort(this.#port);
    void this.#worker.terminate();
  }

  #start(route: PortPair | "inspector"): Worker {
    const token = this.#folder === undefined ? undefined : announce(this.socket, process.env);
    const files = { socket: this.socket, folder: this.#folder, identity: this.#identity };
    const shared = { ...files, membership: this.#membership, token, cells: this.#cells };
    const toProgram: Route = route === "inspector" ? { kind: "inspector" } : { kind: "port", port: route.other, wake: state.poll };
    const workerData: ThreadData = { ...shared, route: toProgram };
    const transferList = toProgram.kind === "port" ? [toProgram.port] : [];
    try {
      return startThread(workerData, transferList);
    } catch (thrown) {
      this.#removeFiles();
      throw thrown;
    }
  }

  readonly #onExit = (): void => {
    this.#closed = true;
    this.#removeFiles();
    this.#detach();
  };

  #removeFiles(): void {
    removeOwn(this.#folder, this.socket, this.#identity);
  }

  /**
   * A session that is open when Node ends makes it print "Waiting for the debugger to disconnect..." to the program's standard error.
   * Cannot be helped where the handler itself calls `process.exit()`: V8 closes no session from inside one of its messages.
   */
  #detach(): void {
    const before = Atomics.compareExchange(this.#cells, SESSION, SESSION_NONE, SESSION_FORBIDDEN);
    if (before === SESSION_OPEN) this.#worker.postMessage(CLOSE);
    const deadline = performance.now() + DETACH_MS;
    while (
      Atomics.compareExchange(this.#cells, SESSION, SESSION_NONE, SESSION_FORBIDDEN) === SESSION_OPEN &&
      performance.now() < deadline
    ) {
      Atomics.wait(this.#cells, SESSION, SESSION_OPEN, DETACH_STEP_MS);
    }
    for (let turn = 0; turn < DETACH_TURNS; turn++) Atomics.load(this.#cells, SESSION);
  }
}

/**
 * No `execArgv` and no environment: loaders, hooks and `NODE_OPTIONS` are the program's, and a helper thread that runs loaders waits for
 * a program thread that may be in an endless loop. For the same reason its standard streams are not piped through the program thread.
 */
function startThread(workerData: ThreadData, transferList: MessagePort[]): Worker {
  const options = { workerData, transferList, name: "ts-updatable", execArgv: [], env: {}, stdout: true, stderr: true };
  const worker = new Worker(new URL("./thread.js", import.meta.url), options);
  worker.unref();
  return worker;
}

function watch(worker: Worker): Promise<ListenOutcome> {
  return new Promise((resolve) => {
    worker.once("message", resolve);
    worker.on("error", (error) => {
      watchdog.attach(undefined);
      note(`the helper thread ended: ${String(error)}. This process runs on, but cannot be updated from outside any more.`);
    });
    worker.once("exit", () => resolve({ kind: "refused", error: { code: "HELPER_ENDED", message: "the helper thread ended." } }));
  });
}
