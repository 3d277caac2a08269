// How a message travels: with its channel and the version of its sender.

/** A patch that leads from one version to another, as a sender tells of it. */
export interface Step {
  readonly from: string;
  readonly to: string;
  /** Absolute path of the patch: both ends read the same disk. */
  readonly folder: string;
}

/** The property that names the channel; other messages on the same endpoint do not have it. */
export const CHANNEL = "ts-updatable.channel";

export interface Envelope {
  readonly [CHANNEL]: string;
  /** Build id of the sender; empty where none of its modules is updatable. */
  readonly version: string;
  readonly value: unknown;
  /** Where an endpoint has several senders: which one it is. */
  readonly sender?: string;
  /** With the first message at a version: all patches that the sender knows of. */
  readonly steps?: readonly Step[];
}

export const isEnvelope = (message: unknown): message is Envelope =>
  typeof message === "object" && message !== null && Object.hasOwn(message, CHANNEL);
