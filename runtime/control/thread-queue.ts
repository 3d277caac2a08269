// Control messages to one thread, one after the other.
//
// Never two at once: V8 would run the second one inside the first, at any loop or call of the listener's handler.
import { threadId } from "node:worker_threads";
import type { ControlMessage, ControlReply, SentMessage } from "../contract/protocol.js";
import { errorText } from "./answers.js";
import { delay } from "./delay.js";
import { type LookedAt, RecordedReplies } from "./recording.js";
import type { Transport } from "./transport.js";

const AGAIN_MS = 5;
/** A minute and more. */
const ATTEMPTS = 12_000;

export class ThreadQueue {
  static #turns = 0;
  readonly #transport: Transport;
  readonly #replies = new RecordedReplies();
  #last: Promise<unknown> = Promise.resolve();

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Sends when all earlier messages are answered. Rejects if the thread cannot be reached or answers nonsense. */
  send(message: ControlMessage): Promise<LookedAt> {
    const sent = this.#last.then(async () => this.#replies.complete(await this.#post(message)));
    this.#last = sent.catch(() => undefined);
    return sent;
  }

  async #post(message: ControlMessage): Promise<LookedAt> {
    ThreadQueue.#turns++;
    const json = JSON.stringify({ ...message, turn: `${threadId}.${ThreadQueue.#turns}` } satisfies SentMessage);
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const reply = await this.#postOnce(message, json);
      if (reply.kind !== "later") return reply;
      await delay(AGAIN_MS);
    }
    throw new Error("it does not come to the end of what it began before");
  }

  async #postOnce(message: ControlMessage, json: string): Promise<ControlReply> {
    try {
      return parseReply(await this.#transport.post(json), message);
    } catch (thrown) {
      if (!isOverflow(thrown)) throw thrown;
      return { kind: "later", id: message.id };
    }
  }

  /** Resolves when all that was sent so far is answered. */
  get quiet(): Promise<unknown> {
    return this.#last;
  }
}

/** The thread was interrupted where its stack had no room left, such as at the end of a recursion: it comes back from there. */
const isOverflow = (thrown: unknown): boolean => /^RangeError: Maximum call stack size exceeded/.test(errorText(thrown));

function parseReply(json: string, message: ControlMessage): ControlReply {
  const reply = JSON.parse(json) as ControlReply;
  if (reply.id !== message.id) throw new Error(`answer ${reply.id} to message ${message.id}`);
  return reply;
}
