// Control messages to one thread, one after the other.
//
// Never two at once: V8 would run the second one inside the first, at any loop or call of the listener's handler.
import type { ControlMessage, ControlReply } from "../contract/protocol.js";
import { delay } from "./delay.js";
import { type LookedAt, RecordedReplies } from "./recording.js";
import type { Transport } from "./transport.js";

const AGAIN_MS = 5;
/** A minute and more. */
const ATTEMPTS = 12_000;

export class Channel {
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
    const json = JSON.stringify(message);
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const reply = parseReply(await this.#transport.post(json), message);
      if (reply.kind !== "later") return reply;
      await delay(AGAIN_MS);
    }
    throw new Error("it does not come to the end of what it began before");
  }

  /** Resolves when all that was sent so far is answered. */
  get quiet(): Promise<unknown> {
    return this.#last;
  }
}

function parseReply(json: string, message: ControlMessage): ControlReply {
  const reply = JSON.parse(json) as ControlReply;
  if (reply.id !== message.id) throw new Error(`answer ${reply.id} to message ${message.id}`);
  return reply;
}
