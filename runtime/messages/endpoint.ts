// What a channel can be opened on: a port, a thread, a process, a broadcast channel, each in its own words.
import { Worker } from "node:worker_threads";

type OnMessage = (message: unknown) => void;

/** A `MessagePort`, `Worker` or `parentPort`, or anything that posts and tells of messages as they do. */
export interface PostingEndpoint {
  postMessage(value: unknown, transferList?: readonly never[]): void;
  on(event: "message", listener: OnMessage): unknown;
  off(event: "message", listener: OnMessage): unknown;
}

/** `process` of a child process, a `ChildProcess`, or a `Worker` of `node:cluster`. */
export interface SendingEndpoint {
  send?: ((message: never) => boolean) | undefined;
  on(event: "message", listener: OnMessage): unknown;
  off(event: "message", listener: OnMessage): unknown;
}

/** A `BroadcastChannel`: whatever one posts comes to all others. */
export interface BroadcastEndpoint {
  postMessage(value: unknown): void;
  addEventListener(event: "message", listener: (event: { readonly data: unknown }) => void): void;
  removeEventListener(event: "message", listener: (event: { readonly data: unknown }) => void): void;
}

export type Endpoint = PostingEndpoint | SendingEndpoint | BroadcastEndpoint;

/** An endpoint in the words of this folder. */
export interface Line {
  /** It drops what comes while nobody listens. */
  readonly isLossy: boolean;
  /** Several may send on it. */
  readonly isShared: boolean;
  post(value: unknown, transferList: readonly unknown[]): void;
  /** @returns a function that ends the listening */
  listen(listener: OnMessage): () => void;
}

/** Throws a `TypeError` where an object is no endpoint, or is one that nobody is connected to. */
export function lineOf(endpoint: Endpoint): Line {
  if ("on" in endpoint && "postMessage" in endpoint) return postingLine(endpoint);
  if ("on" in endpoint && typeof endpoint.send === "function") return sendingLine(endpoint);
  if ("addEventListener" in endpoint && "postMessage" in endpoint) return broadcastLine(endpoint);
  throw new TypeError(
    "a channel is opened on something that sends and receives messages: a MessagePort, Worker, parentPort, BroadcastChannel, a ChildProcess with an IPC channel, or `process` in such a child.",
  );
}

function postingLine(endpoint: PostingEndpoint): Line {
  return {
    isLossy: endpoint instanceof Worker,
    isShared: false,
    post: (value, transferList) => endpoint.postMessage(value, transferList as readonly never[]),
    listen: (listener) => listenOn(endpoint, listener),
  };
}

function sendingLine(endpoint: SendingEndpoint): Line {
  return {
    isLossy: "process" in endpoint, // a worker of node:cluster
    isShared: false,
    post(value, transferList) {
      if (transferList.length > 0)
        throw new TypeError("nothing can be transferred to another process: post a copy, without a list of what is transferred.");
      endpoint.send?.(value as never);
    },
    listen: (listener) => listenOn(endpoint, listener),
  };
}

function listenOn(endpoint: PostingEndpoint | SendingEndpoint, listener: OnMessage): () => void {
  endpoint.on("message", listener);
  return () => void endpoint.off("message", listener);
}

function broadcastLine(endpoint: BroadcastEndpoint): Line {
  return {
    isLossy: false,
    isShared: true,
    post(value, transferList) {
      if (transferList.length > 0) throw new TypeError("nothing can be transferred to all listeners of a BroadcastChannel: post a copy.");
      endpoint.postMessage(value);
    },
    listen(listener) {
      const onEvent = ({ data }: { readonly data: unknown }): void => listener(data);
      endpoint.addEventListener("message", onEvent);
      return () => endpoint.removeEventListener("message", onEvent);
    },
  };
}
