// Reaches the program's threads through V8's inspector: messages arrive in an endless synchronous loop as well as when idle.
//
// One session, connected only while requests are in progress. It goes by way of the main thread, also to workers, and workers of workers:
// while the main thread is inside a synchronous call that cannot be interrupted, none is reached.
// The Debugger domain is never enabled: it makes await-heavy code many times slower.
import { type NodeWorker, type Runtime, Session } from "node:inspector";
import { threadId } from "node:worker_threads";
import { CONTROL_SYMBOL } from "../contract/protocol.js";
import { SESSION, SESSION_NONE, SESSION_OPEN } from "./thread-data.js";
import { type Link, NotUpdatable, ThreadEnded, type Transport, type WorkerRoute } from "./transport.js";

/** Node's own name for a worker that was given none. */
const UNNAMED = "WorkerThread";
/** How long a thread that is being ended may take, on a busy machine as well. */
const ENDING_MS = 10_000;

export class InspectorLink implements Link {
  readonly #cells: Int32Array;
  readonly #workers = new Map<string, InspectedWorker>();
  #session: Session | undefined;
  #isClosed = false;
  onWorker: (route: WorkerRoute) => void = () => undefined;
  onWorkerEnd: (thread: number) => void = () => undefined;

  constructor(cells: Int32Array) {
    this.#cells = cells;
  }

  readonly main: Transport = {
    post: (json) => {
      const session = this.#connect();
      return new Promise((resolve, reject) => {
        session.post("Runtime.evaluate", toDeliver(json), (error, result) => {
          if (error !== null) reject(error);
          else settle(result, resolve, reject);
        });
      });
    },
  };

  /** Workers that were there are told of before it is answered; workers that have begun meanwhile, too: all of it comes in one queue. */
  look(): Promise<void> {
    const session = this.#connect();
    return new Promise((resolve, reject) => {
      session.post("NodeWorker.enable", { waitForDebuggerOnStart: false }, (error) => (error === null ? resolve() : reject(error)));
    });
  }

  rest(): void {
    if (this.#session === undefined) return;
    this.#session.post("NodeWorker.disable");
    this.#session.disconnect();
    this.#session = undefined;
    for (const worker of this.#workers.values()) worker.abandon(new Error("the connection to it was closed"));
    this.#workers.clear();
    Atomics.compareExchange(this.#cells, SESSION, SESSION_OPEN, SESSION_NONE);
    Atomics.notify(this.#cells, SESSION);
  }

  close(): void {
    this.#isClosed = true;
    this.rest();
  }

  #connect(): Session {
    if (this.#session !== undefined) return this.#session;
    // A session that is open when the process exits makes Node print "Waiting for the debugger to disconnect...".
    if (this.#isClosed || Atomics.compareExchange(this.#cells, SESSION, SESSION_NONE, SESSION_OPEN) !== SESSION_NONE)
      throw new Error("the process is ending");
    const session = new Session();
    session.connectToMainThread();
    session.on("NodeWorker.attachedToWorker", ({ params }) => this.#attach(session, params));
    session.on("NodeWorker.receivedMessageFromWorker", ({ params }) => this.#workers.get(params.sessionId)?.receive(params.message));
    session.on("NodeWorker.detachedFromWorker", ({ params }) => this.#detach(params.sessionId));
    this.#session = session;
    return session;
  }

  #attach(session: Session, { sessionId, workerInfo }: NodeWorker.AttachedToWorkerEventDataType): void {
    const worker = new InspectedWorker(session, sessionId, workerInfo);
    if (worker.thread === threadId) return;
    this.#workers.set(sessionId, worker);
    this.onWorker({ thread: worker.thread, name: worker.name, url: workerInfo.url, transport: worker });
  }

  #detach(sessionId: string): void {
    const worker = this.#workers.get(sessionId);
    if (worker === undefined) return;
    this.#workers.delete(sessionId);
    worker.abandon(new ThreadEnded("the thread has ended"));
    this.onWorkerEnd(worker.thread);
  }
}

interface Asked {
  readonly resolve: (text: string) => void;
  readonly reject: (error: Error) => void;
}

/** A worker within the session to the main thread. */
class InspectedWorker implements Transport {
  readonly thread: number;
  readonly name: string;
  readonly #session: Session;
  readonly #sessionId: string;
  readonly #asked = new Map<number, Asked>();
  #lastId = 0;
  #gone: Error | undefined;

  constructor(session: Session, sessionId: string, { title }: NodeWorker.WorkerInfo) {
    const [, thread = "", name = ""] = /^\[worker (\d+)\] ?(.*)$/s.exec(title) ?? [];
    this.thread = Number(thread);
    this.name = name === UNNAMED ? "" : name;
    this.#session = session;
    this.#sessionId = sessionId;
  }

  post(json: string): Promise<string> {
    return this.#evaluate(toDeliver(json));
  }

  /** There is no answer, or that it has ended. */
  end(): Promise<unknown> {
    return this.#evaluate({ expression: "process.exit(1)", silent: true });
  }

  #evaluate(params: Runtime.EvaluateParameterType): Promise<string> {
    if (this.#gone !== undefined) return Promise.reject(this.#gone);
    this.#lastId++;
    const id = this.#lastId;
    const message = JSON.stringify({ id, method: "Runtime.evaluate", params });
    return new Promise((resolve, reject) => {
      this.#asked.set(id, { resolve, reject });
      this.#session.post("NodeWorker.sendMessageToWorker", { sessionId: this.#sessionId, message }, (error) => {
        if (error !== null) this.#answer(id, ({ reject: refuse }) => refuse(error));
      });
    });
  }

  receive(text: string): void {
    const { id, result, error } = JSON.parse(text) as {
      readonly id?: number;
      readonly result?: Runtime.EvaluateReturnType;
      readonly error?: { readonly message: string };
    };
    if (id === undefined) return;
    const answer = (): void =>
      this.#answer(id, ({ resolve, reject }) => {
        if (result === undefined) reject(new Error(error?.message));
        else settle(result, resolve, reject);
      });
    // That it has ended will be told.
    if (isEnding(result)) setTimeout(answer, ENDING_MS).unref();
    else answer();
  }

  /** No answer will come any more. */
  abandon(reason: Error): void {
    this.#gone = reason;
    for (const id of [...this.#asked.keys()]) this.#answer(id, ({ reject }) => reject(reason));
  }

  #answer(id: number, how: (asked: Asked) => void): void {
    const asked = this.#asked.get(id);
    this.#asked.delete(id);
    if (asked !== undefined) how(asked);
  }
}

/** A thread that ends has no context, or its execution was terminated: an error of V8, or a call that was left without an exception. */
const isEnding = (result: Runtime.EvaluateReturnType | undefined): boolean =>
  result === undefined || (result.exceptionDetails !== undefined && result.exceptionDetails.exception === undefined);

const toDeliver = (json: string): Runtime.EvaluateParameterType => ({
  expression: `globalThis[Symbol.for(${JSON.stringify(CONTROL_SYMBOL)})]?.deliver(${JSON.stringify(json)})`,
  returnByValue: true,
  silent: true,
});

function settle(result: Runtime.EvaluateReturnType, resolve: (text: string) => void, reject: (error: Error) => void): void {
  if (result.exceptionDetails !== undefined)
    reject(new Error(result.exceptionDetails.exception?.description ?? result.exceptionDetails.text));
  else if (typeof result.result.value === "string") resolve(result.result.value);
  else if (result.result.type === "undefined") reject(new NotUpdatable("the thread runs no updatable code"));
  else reject(new Error(`the thread answered a ${result.result.type}`));
}
