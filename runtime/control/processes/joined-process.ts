// A process that has joined, as the primary sees it: what it is asked over its own connection.
import type { Socket } from "node:net";
import {
  type ApplyAnswer,
  DEFAULT_TIMEOUT_MS,
  type ErrorAnswer,
  type Requests,
  type Stale,
  type StatusAnswer,
} from "../../contract/protocol.js";
import { controlError, refusedAnswer, unknownStatus } from "../answers.js";
import { within } from "../delay.js";
import { isRecord, requestLine } from "../json-rpc.js";
import { LineSplitter } from "../lines.js";
import { type Caller, type Member, NOBODY } from "../member.js";
import type { Introduction } from "./membership.js";

/** What the process itself takes at most beyond the time it was given, and the way there and back. */
const GRACE_MS = 12_000;
/** One that is blocked must not keep the status of all others waiting. */
const STATUS_MS = 3_000;
const MAX_ANSWER_BYTES = 1 << 28;

interface Open {
  readonly resolve: (result: unknown) => void;
  readonly onWaiting: (blockers: readonly Stale[]) => void;
}

type Method = keyof Requests | "end";

export class JoinedProcess implements Member {
  readonly name: string;
  readonly who: { readonly pid: number; readonly name: string };
  /** Called when it answers after it was given up: what became of the request is not what was told. */
  onLate: () => void = () => undefined;
  /** Resolves when it is gone. */
  readonly gone: Promise<void>;
  readonly #socket: Socket;
  readonly #lines = new LineSplitter(MAX_ANSWER_BYTES);
  readonly #open = new Map<number, Open>();
  #lastId = 0;
  #isGone = false;

  constructor(socket: Socket, { pid, name }: Introduction) {
    this.name = `${name} (process ${pid})`;
    this.who = { pid, name };
    this.#socket = socket;
    this.gone = new Promise((resolve) => {
      socket.once("close", () => {
        this.#end();
        resolve();
      });
    });
    socket.on("data", (chunk: Buffer) => this.#read(chunk));
    socket.on("error", () => socket.destroy()).on("end", () => socket.destroy());
  }

  async status(): Promise<StatusAnswer> {
    const answer = await this.#ask("status", {}, NOBODY, STATUS_MS);
    if ("result" in answer) return answer.result as StatusAnswer;
    // Of a process that has ended there is nothing to tell.
    const error = answer.error.code === "PROCESS_ENDED" ? { ...answer.error, code: "ENDED" } : answer.error;
    return { ...unknownStatus(error), pid: this.who.pid };
  }

  apply(params: Requests["apply"], caller: Caller): Promise<ApplyAnswer> {
    return this.#update("apply", params, caller, (params.timeoutMs ?? DEFAULT_TIMEOUT_MS) + GRACE_MS);
  }

  rollback(params: Requests["rollback"], caller: Caller): Promise<ApplyAnswer> {
    return this.#update("rollback", params, caller, (params.timeoutMs ?? DEFAULT_TIMEOUT_MS) + GRACE_MS);
  }

  confirm(params: Requests["confirm"]): Promise<ApplyAnswer> {
    return this.#update("confirm", params, NOBODY, GRACE_MS);
  }

  async end(): Promise<boolean> {
    await this.#ask("end", {}, NOBODY, GRACE_MS);
    await within(this.gone, GRACE_MS);
    return this.#isGone;
  }

  async #update(method: Method, params: object, caller: Caller, ms: number): Promise<ApplyAnswer> {
    const answer = await this.#ask(method, params, caller, ms);
    return "error" in answer ? refusedAnswer(answer.error) : (answer.result as ApplyAnswer);
  }

  async #ask(
    method: Method,
    params: object,
    { signal, onWaiting }: Caller,
    ms: number,
  ): Promise<{ readonly result: unknown } | { readonly error: ErrorAnswer }> {
    if (this.#isGone) return { error: this.#ended() };
    const id = ++this.#lastId;
    const answer = new Promise<unknown>((resolve) => this.#open.set(id, { resolve, onWaiting }));
    const cancel = (): void => void this.#socket.write(requestLine(++this.#lastId, "cancel", { id }));
    this.#socket.write(requestLine(id, method, params));
    signal.addEventListener("abort", cancel, { once: true });
    try {
      const message = await within(answer, ms);
      if (message === undefined && !this.#isGone && method !== "status") {
        cancel();
        void answer.then(() => this.onLate());
      }
      return this.#readAnswer(message);
    } finally {
      signal.removeEventListener("abort", cancel);
    }
  }

  #readAnswer(message: unknown): { readonly result: unknown } | { readonly error: ErrorAnswer } {
    if (!isRecord(message) && this.#isGone) return { error: this.#ended() };
    if (!isRecord(message)) return { error: controlError("NO_ANSWER", "it does not answer: it may be stopped.") };
    if (isRecord(message["result"])) return { result: message["result"] };
    const why = isRecord(message["error"]) ? String(message["error"]["message"]) : "no result";
    return { error: controlError("NOT_UNDERSTOOD", `it did not understand: ${why}.`) };
  }

  #read(chunk: Buffer): void {
    const lines = this.#lines.push(chunk);
    try {
      for (const line of lines ?? [""]) this.#take(JSON.parse(line));
    } catch {
      this.#socket.destroy(); // what it says is of no use any more
    }
  }

  #take(message: unknown): void {
    if (!isRecord(message)) return;
    const { id, method, params } = message;
    if (method === "progress" && isRecord(params)) this.#open.get(params["id"] as number)?.onWaiting(params["blockers"] as Stale[]);
    if (method !== undefined) return;
    this.#open.get(id as number)?.resolve(message);
    this.#open.delete(id as number);
  }

  #end(): void {
    this.#isGone = true;
    for (const { resolve } of this.#open.values()) resolve(undefined);
    this.#open.clear();
  }

  #ended(): ErrorAnswer {
    return controlError("PROCESS_ENDED", "it ended, or closed its connection, before it answered.");
  }
}
