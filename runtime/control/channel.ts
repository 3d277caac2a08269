// Control messages to the program thread, one after the other.
//
// Never two at once: V8 would run the second one inside the first, at any loop or call of the listener's handler.
import type { ControlMessage, ControlReply } from "../contract/protocol.js";
import { RecordedReplies } from "./recording.js";
import type { Transport } from "./transport.js";

export class Channel {
  readonly #transport: Transport;
  readonly #replies = new RecordedReplies();
  #last: Promise<unknown> = Promise.resolve();
  #holders = 0;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Sends when all earlier messages are answered. Rejects if the program thread cannot be reached or answers nonsense. */
  send(message: ControlMessage): Promise<ControlReply> {
    const sent = this.#last.then(async () =>
      this.#replies.complete(parseReply(await this.#transport.post(JSON.stringify(message)), message)),
    );
    this.#last = sent.catch(() => undefined);
    return sent;
  }

  /** The connection to the program thread stays while any `work` is in progress, and every message that it sent is unanswered. */
  async hold<T>(work: () => Promise<T>): Promise<T> {
    this.#holders++;
    try {
      return await work();
    } finally {
      void this.#last.then(() => this.#release());
    }
  }

  #release(): void {
    this.#holders--;
    if (this.#holders === 0) this.#transport.rest();
  }

  /** At once, whatever is in progress. */
  disconnect(): void {
    this.#transport.rest();
  }
}

function parseReply(json: string, message: ControlMessage): ControlReply {
  const reply = JSON.parse(json) as ControlReply;
  if (reply.id !== message.id) throw new Error(`answer ${reply.id} to message ${message.id}`);
  return reply;
}
