// Control messages to one thread, one after the other.
//
// Never two at once: V8 would run the second one inside the first, at any loop or call of the listener's handler.
import type { ControlMessage, ControlReply } from "../contract/protocol.js";
import { RecordedReplies } from "./recording.js";
import type { Transport } from "./transport.js";

export class Channel {
  readonly #transport: Transport;
  readonly #replies = new RecordedReplies();
  #last: Promise<unknown> = Promise.resolve();

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Sends when all earlier messages are answered. Rejects if the thread cannot be reached or answers nonsense. */
  send(message: ControlMessage): Promise<ControlReply> {
    const sent = this.#last.then(async () =>
      this.#replies.complete(parseReply(await this.#transport.post(JSON.stringify(message)), message)),
    );
    this.#last = sent.catch(() => undefined);
    return sent;
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
