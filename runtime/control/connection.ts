// One client: its lines in, answers and progress out. Whatever it does or does not do, others are not kept waiting.
import type { Socket } from "node:net";
import type { Stale } from "../contract/protocol.js";
import { errorText } from "./answers.js";
import type { Controller } from "./controller.js";
import { errorLine, notificationLine, parseRequest, type RequestId, RPC, RpcError, type RpcRequest, resultLine } from "./json-rpc.js";
import { LineSplitter } from "./lines.js";
import type { Caller } from "./member.js";
import { parseApply, parseConfirm, parseRollback, parseStatus } from "./params.js";
import { Progress } from "./progress.js";

const MAX_LINE_BYTES = 1 << 20;
const MAX_OPEN_REQUESTS = 64;
/** A client that asks but does not read is dropped when this much waits for it. */
const MAX_UNREAD_BYTES = 1 << 26;

/** Serves `socket` (made with `allowHalfOpen`) until it closes. */
export function serve(socket: Socket, controller: Controller): void {
  new Connection(socket, controller);
}

class Connection {
  readonly #socket: Socket;
  readonly #controller: Controller;
  readonly #gone = new AbortController();
  readonly #lines = new LineSplitter(MAX_LINE_BYTES);
  readonly #open = new Set<RequestId>();
  #ended = false;

  constructor(socket: Socket, controller: Controller) {
    this.#socket = socket;
    this.#controller = controller;
    socket.on("data", (chunk: Buffer) => this.#read(chunk));
    socket.on("end", () => this.#end());
    socket.on("error", () => socket.destroy());
    socket.on("close", () => this.#gone.abort());
  }

  #read(chunk: Buffer): void {
    const lines = this.#lines.push(chunk);
    if (lines === undefined) return this.#hangUp(new RpcError(RPC.invalidRequest, `a line may have ${MAX_LINE_BYTES} bytes at most`));
    for (const line of lines) if (line.trim() !== "") void this.#answer(line);
  }

  async #answer(line: string): Promise<void> {
    try {
      const request = parseRequest(line);
      this.#admit(request);
      try {
        this.#write(resultLine(request.id, await this.#call(request)));
      } finally {
        this.#open.delete(request.id);
      }
    } catch (thrown) {
      this.#write(errorLine(thrown instanceof RpcError ? thrown : new RpcError(RPC.internal, errorText(thrown))));
    }
    this.#closeWhenDone();
  }

  #admit({ id }: RpcRequest): void {
    if (this.#open.has(id)) throw new RpcError(RPC.invalidRequest, "a request with this id is still unanswered", id);
    if (this.#open.size >= MAX_OPEN_REQUESTS) throw new RpcError(RPC.tooMany, `no more than ${MAX_OPEN_REQUESTS} requests at a time`, id);
    this.#open.add(id);
  }

  async #call({ id, method, params }: RpcRequest): Promise<unknown> {
    switch (method) {
      case "apply":
        return this.#controller.apply(parseApply(params, id), this.#caller(id));
      case "rollback":
        return this.#controller.rollback(parseRollback(params, id), this.#caller(id));
      case "confirm":
        return this.#controller.confirm(parseConfirm(params, id));
      case "status":
        parseStatus(params, id);
        return this.#controller.status();
      default:
        throw new RpcError(
          RPC.methodNotFound,
          `there is no method ${JSON.stringify(method)}; there are apply, rollback, confirm and status`,
          id,
        );
    }
  }

  #caller(id: RequestId): Caller {
    const progress = new Progress((blockers) => this.#tell(id, blockers));
    return { signal: this.#gone.signal, onWaiting: (blockers) => progress.report(blockers) };
  }

  #tell(id: RequestId, blockers: readonly Stale[]): void {
    this.#write(notificationLine("progress", { id, blockers }));
  }

  #write(line: string): void {
    if (this.#socket.destroyed || this.#socket.writableEnded) return;
    this.#socket.write(line);
    if (this.#socket.writableLength > MAX_UNREAD_BYTES) this.#socket.destroy();
  }

  /** The client says no more. Whether it still listens only a write can tell: a dead one breaks the pipe, and its update is cancelled. */
  #end(): void {
    this.#ended = true;
    for (const id of this.#open) this.#tell(id, []);
    this.#closeWhenDone();
  }

  #closeWhenDone(): void {
    if (this.#ended && this.#open.size === 0) this.#socket.end();
  }

  #hangUp(error: RpcError): void {
    this.#write(errorLine(error));
    this.#socket.removeAllListeners("data").resume();
    this.#socket.end();
  }
}
