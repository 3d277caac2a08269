// What the program thread hands to its helper thread when it starts it: types and the meaning of the shared cells.
import type { MessagePort } from "node:worker_threads";
import type { ErrorAnswer } from "../contract/protocol.js";
import type { Membership } from "./processes/membership.js";
import type { Deadline } from "./watchdog.js";

/** Key of the environment data of threads under which they find what all of them share (see shared.ts). */
export const SHARED = "ts-updatable";

/** Index in `cells`: one of the `SESSION_*` values (see inspector-link.ts). */
export const SESSION = 0;
/** Index in `cells`: counts the threads that have come to a barrier. */
export const ARRIVALS = 1;
/** Index in `cells`: counts the workers that run updatable code; those that were terminated stay counted. */
export const WORKERS = 2;
/** Index in `cells` of the main thread's gate (see gate.ts); those of workers follow, each with the thread's place at a barrier behind it. */
export const MAIN_GATE = 3;
export const GATE_CELLS = 2;
export const CELL_COUNT = 2_048;

/** At a barrier the thread is expected. */
export const BARRIER_OPEN = 1;
/** It has come, and waits. */
export const BARRIER_READY = 2;
/** It makes the update. */
export const BARRIER_GO = 3;
/** It goes on as it was. */
export const BARRIER_ABORT = 4;

/** No inspector session is connected to the program thread. */
export const SESSION_NONE = 0;
/** A session is connected, or about to be. */
export const SESSION_OPEN = 1;
/** The process is ending: no session may be connected any more. */
export const SESSION_FORBIDDEN = 2;

/** How the helper thread reaches the threads of the program. */
export type Route =
  | { readonly kind: "inspector" }
  /** `wake` is set to 1 before each message: emitted update points poll it and then call `drain()`. */
  | { readonly kind: "port"; readonly port: MessagePort; readonly wake: Int32Array };

export interface ThreadData {
  /** Absolute path at which clients connect. */
  readonly socket: string;
  /** Whether this process listens there, or joins the one that does. */
  readonly membership: Membership;
  /** What children of this process show when they join it; absent where it does not listen for certain. */
  readonly token: string | undefined;
  /** Fresh folder of mode 0700 beside it, in which the socket is made; absent where this process does not listen for certain. */
  readonly folder: string | undefined;
  /** `[ino, dev]` of the socket, written before it becomes visible: tells the program thread which file is its own. */
  readonly identity: BigInt64Array;
  readonly cells: Int32Array;
  readonly route: Route;
}

/** Program thread to helper thread, outside of requests: the process is ending. */
export const CLOSE = "close";

/** Program thread to helper thread: a version is on probation from now on, or (without a deadline) none is any more. */
export interface ProbationMessage {
  readonly kind: "probation";
  readonly deadline: Deadline | undefined;
}

/** Program thread to helper thread: another version is in force. */
export interface VersionMessage {
  readonly kind: "version";
  readonly version: string;
}

/** Helper thread to program thread, once: whether the socket could be opened, or may be joined. */
export type ListenOutcome =
  | { readonly kind: "listening"; readonly socket: string }
  /** This process is updated with the one that listens there, now or as soon as there is one. */
  | { readonly kind: "joins"; readonly socket: string }
  | { readonly kind: "refused"; readonly error: ErrorAnswer };
