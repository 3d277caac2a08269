// A channel: messages that know the version they were posted at, and reach their receiver at its own.
import { AsyncLocalStorage } from "node:async_hooks";
import type { HeldMessages } from "../contract/protocol.js";
import { log } from "../events.js";
import type { Endpoint } from "./endpoint.js";
import type { Envelope } from "./envelope.js";
import { Hub } from "./hub.js";
import { type Arrived, Inbox, type Receiver, valueNow } from "./inbox.js";
import { readers } from "./readers.js";

/** A call of `next()` that waits. */
type Pull = Receiver & { readonly end: () => void };

/**
 * One kind of message on an endpoint. Both ends open a channel of the same name; each message is posted at the version of its sender and
 * delivered at that of its receiver: as it is where the two are the same or the type has not changed in between, otherwise through the transformers of the
 * patches between them (key `channel:NAME`). What cannot be delivered yet is held, with all that comes behind it from the same sender:
 * until the receiver is at a version that a way leads to. Nothing is lost, doubled or reordered, as long as the endpoint itself does not.
 */
export class Channel<Message = unknown> implements AsyncIterable<Message> {
  readonly name: string;
  readonly #hub: Hub<Channel>;
  /** By sender: what one of them holds up does not hold up the others. */
  readonly #inboxes = new Map<string, Inbox>();
  #listener: Receiver | undefined;
  /** Oldest first; absent where nobody iterates. */
  #pulls: Pull[] | undefined;
  #onHeld: ((held: HeldMessages) => void) | undefined;

  /** @internal */
  constructor(hub: Hub<Channel>, name: string) {
    this.#hub = hub;
    this.name = name;
  }

  /**
   * Sends a message to the other end. Throws what the endpoint throws: for a value that cannot be cloned, nothing is sent.
   * @param transferList what is moved instead of copied, where the endpoint can do that. Default: nothing
   */
  post(value: Message, transferList: readonly object[] = []): void {
    this.#hub.post(this.name, value, transferList);
  }

  /**
   * `message`: called with each message, in order. There is one listener; a second one, or one beside an iteration, is an error. The
   * endpoint keeps the thread alive from then on, as a listener of its own would, until {@link close}.
   *
   * `held`: called when a message cannot be delivered, with the reason, and when the reason changes; the last listener counts.
   */
  on(event: "message", listener: (message: Message) => void): this;
  on(event: "held", listener: (held: HeldMessages) => void): this;
  on(event: "message" | "held", listener: ((message: Message) => void) | ((held: HeldMessages) => void)): this {
    if (event === "held") {
      this.#onHeld = listener as (held: HeldMessages) => void;
      return this;
    }
    this.#checkFree();
    this.#listener = { kind: "listener", listener: listener as (value: unknown) => void, within: AsyncLocalStorage.snapshot() };
    this.#hub.listen(this);
    queueMicrotask(() => this.#deliver());
    return this;
  }

  /** The messages, one by one: each is converted when it is asked for. Leaving the loop ends the listening; the next one goes on where it ended. */
  [Symbol.asyncIterator](): AsyncIterableIterator<Message> {
    this.#checkFree();
    const pulls: Pull[] = [];
    this.#pulls = pulls;
    this.#hub.listen(this);
    const isOpen = (): boolean => this.#pulls === pulls;
    return {
      next: () => (isOpen() ? this.#pull(pulls) : Promise.resolve({ done: true, value: undefined })),
      return: () => {
        if (isOpen()) this.close();
        return Promise.resolve({ done: true, value: undefined });
      },
      [Symbol.asyncIterator]() {
        return this;
      },
    };
  }

  /** Ends the listening, and an iteration. What is not delivered stays for whoever listens next. */
  close(): void {
    this.#hub.unlisten(this);
    this.#listener = undefined;
    const pulls = this.#pulls ?? [];
    this.#pulls = undefined;
    for (const { end } of pulls) end();
  }

  /** @internal */
  receive(message: Envelope): void {
    const sender = message.sender ?? "";
    const inbox = this.#inboxes.get(sender) ?? this.#openInbox();
    this.#inboxes.set(sender, inbox);
    inbox.receive(message);
  }

  #openInbox(): Inbox {
    return new Inbox({
      name: this.name,
      findReceiver: () => this.#listener ?? (readers.mayBeGiven ? this.#pulls?.[0] : undefined),
      isRead: () => this.#listener !== undefined || this.#pulls !== undefined,
      onHeld: (held, how) => this.#tellHeld(held, how),
    });
  }

  #tellHeld(held: HeldMessages, how: "waits" | "fails"): void {
    if (how === "fails") log(`a message of channel \`${held.channel}\` from version ${held.version} is held: ${held.why}`);
    const listener = this.#onHeld;
    if (listener !== undefined) queueMicrotask(() => listener(held));
  }

  #checkFree(): void {
    if (this.#listener === undefined && this.#pulls === undefined) return;
    throw new Error(
      `channel \`${this.name}\` has a receiver already: each message is delivered once. Hand it on from there, or close() the channel first.`,
    );
  }

  #deliver(): void {
    for (const inbox of this.#inboxes.values()) inbox.deliver();
  }

  #pull(pulls: Pull[]): Promise<IteratorResult<Message>> {
    const { promise, resolve } = Promise.withResolvers<IteratorResult<Message>>();
    const { name } = this;
    const give = (arrived: Arrived): void => {
      pulls.shift();
      const goOn = readers.give();
      // Read when the reader goes on: an update can have come before that all the same, in a loop of the program that never ends.
      const result = {
        done: false as const,
        get value(): Message {
          goOn();
          return valueNow(arrived, name) as Message;
        },
      };
      resolve(result);
    };
    pulls.push({ kind: "pull", give, within: AsyncLocalStorage.snapshot(), end: () => resolve({ done: true, value: undefined }) });
    this.#deliver();
    return promise;
  }
}

/** Opens a channel; the one that is open already, where there is one. Throws a `TypeError` where the endpoint is none. */
export const openChannel = (endpoint: Endpoint, name: string): Channel =>
  Hub.of<Channel>(endpoint, (hub, named) => new Channel(hub, named)).channel(name);
