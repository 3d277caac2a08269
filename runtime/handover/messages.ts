// What a process and its successor say to each other over the channel between parent and child.

/** Environment variable by which a process knows that it is the successor of its parent. */
export const SUCCESSOR_VARIABLE = "TS_UPDATABLE_SUCCESSOR";

/** Name of a listening socket: by it the successor's server finds that of its predecessor. */
export type SocketName = string;

/** The sockets are given all at once, when each is wanted: a successor that fails before that has accepted nothing. */
export type ToPredecessor =
  | { readonly handover: "wants"; readonly name: SocketName }
  | { readonly handover: "took"; readonly name: SocketName };

export type ToSuccessor =
  /** there is no such socket: the successor opens its own */
  | { readonly handover: "unknown"; readonly name: SocketName }
  /** comes with the handle */
  | { readonly handover: "gives"; readonly name: SocketName }
  /** the predecessor accepts no more; `control`: path of its control socket, which is free now */
  | { readonly handover: "over"; readonly control?: string };

/** The program's own messages go over the same channel. */
export const isOurs = <Message extends ToPredecessor | ToSuccessor>(message: unknown): message is Message =>
  typeof message === "object" && message !== null && "handover" in message;
