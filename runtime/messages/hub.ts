// All channels of one endpoint: they share its messages.
import { randomUUID } from "node:crypto";
import { type Endpoint, type Line, lineOf } from "./endpoint.js";
import { CHANNEL, type Envelope, isEnvelope } from "./envelope.js";
import { steps, versionHere } from "./here.js";

/** A channel as its endpoint sees it. */
interface Subscriber {
  receive(message: Envelope): void;
}

const hubs = new WeakMap<Endpoint, Hub<never>>();

export class Hub<Channel extends Subscriber> {
  readonly #line: Line;
  readonly #make: (hub: Hub<Channel>, name: string) => Channel;
  readonly #channels = new Map<string, Channel>();
  readonly #listening = new Set<Channel>();
  readonly #sender: string | undefined;
  /** Version at which the other end knows how to get here. */
  #told = "";
  #stop: (() => void) | undefined;

  /** One for each endpoint: its messages are taken once. Throws what {@link lineOf} throws. */
  static of<Channel extends Subscriber>(endpoint: Endpoint, make: (hub: Hub<Channel>, name: string) => Channel): Hub<Channel> {
    const known = hubs.get(endpoint) as Hub<Channel> | undefined;
    if (known !== undefined) return known;
    const hub = new Hub(lineOf(endpoint), make);
    hubs.set(endpoint, hub as unknown as Hub<never>);
    return hub;
  }

  private constructor(line: Line, make: (hub: Hub<Channel>, name: string) => Channel) {
    this.#line = line;
    this.#make = make;
    this.#sender = line.isShared ? randomUUID() : undefined;
  }

  /** Made when somebody asks for it, or when a message of it comes before. */
  channel(name: string): Channel {
    const known = this.#channels.get(name);
    if (known !== undefined) return known;
    const made = this.#make(this, name);
    this.#channels.set(name, made);
    if (this.#line.isLossy) this.listen(made);
    return made;
  }

  post(name: string, value: unknown, transferList: readonly unknown[]): void {
    const version = versionHere();
    const envelope: Envelope = { [CHANNEL]: name, version, value };
    const isKnown = this.#sender === undefined && this.#told === version;
    this.#line.post(isKnown ? envelope : { ...envelope, ...this.#introduce() }, transferList);
    this.#told = version;
  }

  /** Who sends, and how the other end gets to its version; on a shared endpoint somebody may have begun to listen since. */
  #introduce(): Partial<Envelope> {
    return {
      ...(this.#sender === undefined ? {} : { sender: this.#sender }),
      ...(steps.size === 0 ? {} : { steps: steps.all() }),
    };
  }

  /** Messages come from now on, as long as one of the endpoint's channels wants them. */
  listen(channel: Channel): void {
    this.#listening.add(channel);
    this.#stop ??= this.#line.listen((message) => {
      if (isEnvelope(message)) this.#receive(message);
    });
  }

  unlisten(channel: Channel): void {
    this.#listening.delete(channel);
    if (this.#listening.size > 0) return;
    this.#stop?.();
    this.#stop = undefined;
  }

  #receive(message: Envelope): void {
    if (message.steps !== undefined) steps.learn(message.steps);
    this.channel(message[CHANNEL]).receive(message);
  }
}
