// One client: its lines in, answers and progress out. Whatever it does or does not do, others are not kept waiting.
import type { Socket } from "node:net";
import type { ErrorAnswer, Stale } from "../contract/protocol.js";
import { errorText } from "./answers.js";
import { errorLine, notificationLine, parseRequest, type RequestId, RPC, RpcError, type RpcRequest, resultLine } from "./json-rpc.js";
import { LineSplitter } from "./lines.js";
import type { Caller, Service } from "./member.js";
import { parseApply, parseCancel, parseCheckpoint, parseConfirm, parseJoin, parseRollback, parseStatus } from "./params.js";
import type { Introduction } from "./processes/membership.js";
import { Progress } from "./progress.js";
import type { Writing } from "./writing.js";

const MAX_LINE_BYTES = 1 << 20;
const MAX_OPEN_REQUESTS = 64;
/** A client that asks but does not read is dropped when this much waits for it. */
const MAX_UNREAD_BYTES = 1 << 26;

/** Where other processes join; what it returns takes the connection over. */
export type Door = (who: Introduction) => { readonly error: ErrorAnswer } | { readonly enter: (socket: Socket) => void };

/** What else may be asked over a connection. */
export interface Extras {
  /** Other processes may join. */
  readonly door?: Door;
  /** This process may be told to end, so that whoever started it starts another one. */
  readonly end?: () => unknown;
  /** What this process computes may be written to a file. */
  readonly writing?: Writing;
}

/** Serves `socket` (made with `allowHalfOpen`) until it closes, or is taken over by a process that joins. */
export function serve(socket: Socket, service: Service, extras: Extras = {}): void {
  new Connection(socket, service, extras);
}

class Connection {
  readonly #socket: Socket;
  readonly #service: Service;
  readonly #extras: Extras;
  readonly #lines = new LineSplitter(MAX_LINE_BYTES);
  /** Requests without an answer, and what calls each of them off. */
  readonly #open = new Map<RequestId, AbortController>();
  readonly #listeners: readonly (readonly [event: string, listener: (chunk: Buffer) => void])[] = [
    ["data", (chunk) => this.#read(chunk)],
    ["end", () => this.#end()],
    ["error", () => this.#socket.destroy()],
    ["close", () => this.#callOff()],
  ];
  #ended = false;

  constructor(socket: Socket, service: Service, extras: Extras) {
    this.#socket = socket;
    this.#service = service;
    this.#extras = extras;
    for (const [event, listener] of this.#listeners) socket.on(event, listener);
  }

  #read(chunk: Buffer): void {
    const lines = this.#lines.push(chunk);
    if (lines === undefined) return this.#hangUp(new RpcError(RPC.invalidRequest, `a line may have ${MAX_LINE_BYTES} bytes at most`));
    for (const line of lines) if (line.trim() !== "") void this.#answer(line);
  }

  async #answer(line: string): Promise<void> {
    try {
      const request = parseRequest(line);
      const { door } = this.#extras;
      if (request.method === "join" && door !== undefined) return this.#join(request, door);
      this.#admit(request);
      try {
        const result = await this.#call(request);
        await this.#write(resultLine(request.id, result));
        if (request.method === "checkpoint") void this.#extras.writing?.told();
      } finally {
        this.#open.delete(request.id);
      }
    } catch (thrown) {
      void this.#write(errorLine(thrown instanceof RpcError ? thrown : new RpcError(RPC.internal, errorText(thrown))));
    }
    this.#closeWhenDone();
  }

  #admit({ id }: RpcRequest): void {
    if (this.#open.has(id)) throw new RpcError(RPC.invalidRequest, "a request with this id is still unanswered", id);
    if (this.#open.size >= MAX_OPEN_REQUESTS) throw new RpcError(RPC.tooMany, `no more than ${MAX_OPEN_REQUESTS} requests at a time`, id);
    this.#open.set(id, new AbortController());
  }

  /** From here on this process asks, and the other one answers. */
  #join({ id, params }: RpcRequest, door: Door): void {
    const answer = door(parseJoin(params, id));
    if ("error" in answer) return void this.#write(resultLine(id, { ok: false, error: answer.error }));
    void this.#write(resultLine(id, { ok: true }));
    for (const [event, listener] of this.#listeners) this.#socket.off(event, listener);
    answer.enter(this.#socket);
  }

  #callOff(): void {
    for (const request of this.#open.values()) request.abort();
  }

  async #call({ id, method, params }: RpcRequest): Promise<unknown> {
    const { end, writing } = this.#extras;
    if (method === "end" && end !== undefined) return end();
    if (method === "checkpoint" && writing !== undefined) return writing.take(parseCheckpoint(params, id), this.#caller(id));
    switch (method) {
      case "apply":
        return this.#service.apply(parseApply(params, id), this.#caller(id));
      case "rollback":
        return this.#service.rollback(parseRollback(params, id), this.#caller(id));
      case "confirm":
        return this.#service.confirm(parseConfirm(params, id));
      case "status":
        parseStatus(params, id);
        return this.#service.status();
      case "cancel":
        this.#open.get(parseCancel(params, id))?.abort();
        return {};
      default:
        throw new RpcError(
          RPC.methodNotFound,
          `there is no method ${JSON.stringify(method)}; there are apply, rollback, confirm, checkpoint, status and cancel`,
          id,
        );
    }
  }

  #caller(id: RequestId): Caller {
    const progress = new Progress((blockers) => this.#tell(id, blockers));
    const { signal } = this.#open.get(id) as AbortController;
    return { signal, onWaiting: (blockers) => progress.report(blockers) };
  }

  #tell(id: RequestId, blockers: readonly Stale[]): void {
    void this.#write(notificationLine("progress", { id, blockers }));
  }

  /** Resolves when the line is on its way, or nobody is there any more. */
  #write(line: string): Promise<void> {
    if (this.#socket.destroyed || this.#socket.writableEnded) return Promise.resolve();
    const written = new Promise<void>((resolve) => this.#socket.write(line, () => resolve()));
    if (this.#socket.writableLength > MAX_UNREAD_BYTES) this.#socket.destroy();
    return written;
  }

  /** The client says no more. Whether it still listens only a write can tell: a dead one breaks the pipe, and its update is cancelled. */
  #end(): void {
    this.#ended = true;
    for (const id of this.#open.keys()) this.#tell(id, []);
    this.#closeWhenDone();
  }

  #closeWhenDone(): void {
    if (this.#ended && this.#open.size === 0) this.#socket.end();
  }

  #hangUp(error: RpcError): void {
    void this.#write(errorLine(error));
    this.#socket.removeAllListeners("data").resume();
    this.#socket.end();
  }
}
