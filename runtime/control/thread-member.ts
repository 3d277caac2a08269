// One thread of the program, as a member of the group of all: asks it through its queue, one update at a time.
import {
  type ApplyAnswer,
  type BeginMessage,
  type CheckpointAnswer,
  DEFAULT_TIMEOUT_MS,
  type Requests,
  type StatusAnswer,
} from "../contract/protocol.js";
import { type ControlCode, controlError, errorText, refusedAnswer, unknownStatus } from "./answers.js";
import { within } from "./delay.js";
import type { Caller, Member } from "./member.js";
import { ThreadQueue } from "./thread-queue.js";
import { NotUpdatable, ThreadEnded, type Transport } from "./transport.js";
import { runUpdate, sendUntilDone } from "./update-request.js";

/** How a thread is known. */
export interface ThreadIdentity {
  /** Its `threadId`; 0 is the main thread. */
  readonly thread: number;
  readonly name: string;
  /** How long it may take to tell its status. */
  readonly statusMs: number;
  readonly end?: () => Promise<boolean>;
}

export class ThreadMember implements Member {
  readonly name: string;
  readonly who: Member["who"];
  readonly end?: () => Promise<boolean>;
  readonly #queue: ThreadQueue;
  readonly #cells: Int32Array;
  readonly #gate: number;
  readonly #statusMs: number;
  #lastId = 0;
  #updating = false;

  constructor({ thread, name, statusMs, end }: ThreadIdentity, transport: Transport, cells: Int32Array, gate: number) {
    this.who = { thread, name };
    if (end !== undefined) this.end = end;
    this.name = thread === 0 ? "main thread" : `worker ${thread}${name === "" ? "" : ` (${name})`}`;
    this.#queue = new ThreadQueue(transport);
    this.#cells = cells;
    this.#gate = gate;
    this.#statusMs = statusMs;
  }

  /** Resolves when all that it was asked is answered. */
  get quiet(): Promise<unknown> {
    return this.#queue.quiet;
  }

  async status(): Promise<StatusAnswer> {
    const enough = new AbortController();
    try {
      const answer = await within(sendUntilDone(this.#queue, { kind: "status", id: this.#nextId() }, enough.signal), this.#statusMs);
      return (answer as StatusAnswer | undefined) ?? unknownStatus(controlError("NO_ANSWER", noStatus(this.#statusMs)));
    } catch (thrown) {
      return unknownStatus(toError(thrown));
    } finally {
      enough.abort();
    }
  }

  apply(params: Requests["apply"], caller: Caller): Promise<ApplyAnswer> {
    return this.#update({ kind: "apply", id: this.#nextId(), gate: this.#gate, params }, caller);
  }

  rollback(params: Requests["rollback"], caller: Caller): Promise<ApplyAnswer> {
    return this.#update({ kind: "rollback", id: this.#nextId(), gate: this.#gate, params }, caller);
  }

  checkpoint(params: Requests["checkpoint"], caller: Caller): Promise<CheckpointAnswer> {
    return this.#update({ kind: "checkpoint", id: this.#nextId(), gate: this.#gate, params }, caller);
  }

  /** A process whose computation is in a file may end. It gives no answer that matters. */
  async stop(): Promise<void> {
    await this.#queue.send({ kind: "stop", id: this.#nextId() }).catch(() => undefined);
  }

  async confirm(params: Requests["confirm"]): Promise<ApplyAnswer> {
    const enough = new AbortController();
    const asked = sendUntilDone(this.#queue, { kind: "confirm", id: this.#nextId(), params }, enough.signal);
    try {
      const answer = await within(asked, this.#statusMs);
      return (answer as ApplyAnswer | undefined) ?? refusedAnswer(controlError("NO_ANSWER", noConfirmation(this.#statusMs)));
    } catch (thrown) {
      return refusedAnswer(toError(thrown));
    } finally {
      enough.abort();
    }
  }

  #nextId(): number {
    this.#lastId++;
    return this.#lastId;
  }

  async #update(message: BeginMessage, { signal, onWaiting, gathering }: Caller): Promise<ApplyAnswer> {
    if (this.#updating) return refusedAnswer(controlError("UPDATE_IN_PROGRESS", "it has not answered yet how the update before ended."));
    this.#updating = true;
    gathering?.expect(this.#gate + 1);
    let settled: Promise<unknown> = Promise.resolve();
    try {
      const timeoutMs = message.params.timeoutMs ?? DEFAULT_TIMEOUT_MS;
      const [queue, cells, gate] = [this.#queue, this.#cells, this.#gate];
      const ended = await runUpdate({ queue, cells, gate, message, timeoutMs, signal, onWaiting });
      settled = ended.settled;
      return ended.answer;
    } catch (thrown) {
      return refusedAnswer(toError(thrown));
    } finally {
      gathering?.forget(this.#gate + 1);
      const free = (): void => {
        this.#updating = false;
      };
      settled.then(free, free);
    }
  }
}

function toError(thrown: unknown): { code: ControlCode; message: string } {
  const text = errorText(thrown);
  if (thrown instanceof ThreadEnded) return { code: "ENDED", message: "it has ended." };
  if (thrown instanceof NotUpdatable) return { code: "NOT_UPDATABLE", message: "it runs no updatable code." };
  return { code: "INTERNAL", message: `the program's thread could not be asked: ${text}` };
}

function noStatus(ms: number): string {
  return `the thread did not answer within ${ms} ms: it is inside a synchronous call that cannot be interrupted. Try again later.`;
}

function noConfirmation(ms: number): string {
  return `the thread did not answer within ${ms} ms: it is inside a synchronous call that cannot be interrupted. It may still see the confirmation, in time or too late: ask \`status\` when it is free again.`;
}
