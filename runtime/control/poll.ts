// Where update points poll for requests, for builds that may not be interrupted through the inspector.
import { type MessagePort, receiveMessageOnPort } from "node:worker_threads";
import { state } from "../state.js";

/** Takes one message and gives its answer, both as JSON text. Never throws. */
export type Deliver = (json: string) => string;

/** Null while nobody listens. */
const registry: { drain: (() => void) | null } = { drain: null };

/** Delivers every message that waits, synchronously, and posts the answers back. Does nothing while nobody listens. */
export function drain(): void {
  // Before reading, not after: a message that arrives meanwhile must set the cell again.
  Atomics.store(state.poll, 0, 0);
  registry.drain?.();
}

/** Answers the messages of `port`: from {@link drain}, and from the event loop when that is idle. Does not keep the process alive. */
export function attachPort(port: MessagePort, deliver: Deliver): void {
  registry.drain = () => drainPort(port, deliver);
  port.on("message", (json: string) => {
    port.postMessage(deliver(json));
    drain();
  });
  port.unref();
}

export function detachPort(port: MessagePort): void {
  registry.drain = null;
  port.close();
}

function drainPort(port: MessagePort, deliver: Deliver): void {
  for (;;) {
    const received = receiveMessageOnPort(port) as { readonly message: string } | undefined;
    if (received === undefined) return;
    port.postMessage(deliver(received.message));
  }
}
