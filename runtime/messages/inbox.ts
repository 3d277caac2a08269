// What has come on one channel from one sender and is not delivered yet: in order, each message at the version of its receiver.
import { types } from "node:util";
import type { HeldMessages } from "../contract/protocol.js";
import type { Envelope } from "./envelope.js";
import { inboxes, steps, versionHere, ways } from "./here.js";
import { convertAll, NONE } from "./ways.js";

/** Who gets the next message: a listener each of them, a `next()` of an iterator one. */
export type Receiver = {
  /** Runs within the asynchronous context in which the receiver was made: it tells the version that it is pinned to. */
  readonly within: <T>(fn: () => T) => T;
} & (
  | { readonly kind: "listener"; readonly listener: (value: unknown) => void }
  | { readonly kind: "pull"; readonly give: (arrived: Arrived) => void }
);

/** A message as its receiver gets it. */
export interface Arrived {
  readonly inbox: Inbox;
  readonly message: Envelope;
  /** Version for which the value is. */
  readonly at: string;
  readonly value: unknown;
}

export interface InboxOwner {
  readonly name: string;
  /** The next to get a message. */
  findReceiver(): Receiver | undefined;
  /** Somebody reads, and will ask for more. */
  isRead(): boolean;
  onHeld(held: HeldMessages, how: "waits" | "fails"): void;
}

/** Why the first message cannot be delivered at a version. */
interface Stuck {
  readonly message: Envelope;
  readonly at: string;
  /** With one more known patch another way may be open; a transformer that failed is not asked again. */
  readonly steps: number;
  readonly how: "waits" | "fails";
  readonly why: string;
}

const SETTLING = "its transformer is asynchronous and has not settled";
const NOBODY = "nobody has asked for the messages of this channel";

export class Inbox {
  readonly #owner: InboxOwner;
  readonly #queue: Envelope[] = [];
  #stuck: Stuck | undefined;
  /** What an asynchronous transformer has made of the first message. */
  #converted: Arrived | undefined;
  #isSettling = false;
  #isDelivering = false;

  constructor(owner: InboxOwner) {
    this.#owner = owner;
  }

  receive(message: Envelope): void {
    this.#queue.push(message);
    this.deliver();
  }

  get held(): HeldMessages | undefined {
    const [first] = this.#queue;
    if (first === undefined) return undefined;
    const stuck = this.#stuck?.message === first ? this.#stuck.why : undefined;
    const why = this.#isSettling ? SETTLING : (stuck ?? (this.#owner.isRead() ? undefined : NOBODY));
    return why === undefined ? undefined : { channel: this.#owner.name, version: first.version, count: this.#queue.length, why };
  }

  /** Delivers what can be delivered now. Called whenever that may have changed. */
  deliver(): void {
    if (this.#isDelivering) return;
    this.#isDelivering = true;
    try {
      while (this.#deliverFirst());
    } finally {
      this.#isDelivering = false;
      if (this.#queue.length > 0) inboxes.add(this);
      else inboxes.delete(this);
    }
  }

  /** The update that landed while a message was on its way to a reader leaves it where it was. */
  putBack(message: Envelope): void {
    this.#queue.unshift(message);
    inboxes.add(this);
  }

  #deliverFirst(): boolean {
    const [message] = this.#queue;
    const receiver = message === undefined || this.#isSettling ? undefined : this.#owner.findReceiver();
    if (message === undefined || receiver === undefined) return false;
    return receiver.within(() => {
      const arrived = this.#convert(message);
      return arrived !== undefined && this.#hand(arrived, receiver);
    });
  }

  /** Nothing may come between the look at the version and the call: an update can land wherever a function begins. */
  #hand(arrived: Arrived, receiver: Receiver): true {
    this.#queue.shift();
    this.#stuck = undefined;
    this.#converted = undefined;
    if (receiver.kind === "pull") {
      receiver.give(arrived);
      return true;
    }
    const { listener } = receiver;
    const { message, value, at } = arrived;
    const isLast = this.#queue.length === 0;
    try {
      if (versionHere() === at) listener(value);
      else this.#queue.unshift(message);
    } catch (error) {
      // The program's error goes where errors of its listeners go; what is left is delivered all the same.
      if (!isLast) queueMicrotask(() => this.deliver());
      throw error;
    }
    return true;
  }

  /** Undefined where it has to wait. */
  #convert(message: Envelope): Arrived | undefined {
    const at = versionHere();
    if (message.version === at || message.version === "" || at === "") return { inbox: this, message, at, value: message.value };
    if (this.#converted?.message === message && this.#converted.at === at) return this.#converted;
    if (this.#isStuckAt(message, at)) return undefined;
    const way = ways.find(this.#owner.name, message.version, at);
    if (way.kind === "closed") return this.#stick(message, at, "waits", way.why);
    try {
      return this.#take(message, at, convertAll(message.value, way.conversions));
    } catch (error) {
      return this.#stick(message, at, "fails", (error as Error).message);
    }
  }

  #take(message: Envelope, at: string, value: unknown): Arrived | undefined {
    if (value === NONE) return this.#stick(message, at, "waits", `${at} is in force here, which has no such message`);
    if (!types.isPromise(value)) return { inbox: this, message, at, value };
    this.#isSettling = true;
    void value
      .then(
        (settled) => {
          this.#converted = this.#take(message, at, settled);
        },
        (error: Error) => void this.#stick(message, at, "fails", error.message),
      )
      .finally(() => {
        this.#isSettling = false;
        this.deliver();
      });
    return undefined;
  }

  #isStuckAt(message: Envelope, at: string): boolean {
    const stuck = this.#stuck;
    return stuck?.message === message && stuck.at === at && (stuck.how === "fails" || stuck.steps === steps.size);
  }

  #stick(message: Envelope, at: string, how: Stuck["how"], why: string): undefined {
    const isNews = this.#stuck?.message !== message || this.#stuck.why !== why;
    this.#stuck = { message, at, steps: steps.size, how, why };
    if (isNews) this.#owner.onHeld(this.held as HeldMessages, how);
  }
}

/**
 * The value of a message that a reader was given a moment ago. An update may have landed since: then it is converted again.
 * Throws where that takes time, or no way leads on; the message is the reader's next one again.
 */
export function valueNow({ inbox, message, at, value }: Arrived, channel: string): unknown {
  const now = versionHere();
  if (now === at || message.version === "") return value;
  const way = ways.find(channel, message.version, now);
  const converted = way.kind === "open" ? convertAll(message.value, way.conversions) : NONE;
  if (converted !== NONE && !types.isPromise(converted)) return converted;
  inbox.putBack(message);
  throw new Error(
    `an update landed while a message of channel \`${channel}\` was on its way, and it cannot be converted at once: it is the next message again. Read on.`,
  );
}
