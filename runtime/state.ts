// The runtime's one mutable record: what is being saved, and what waits.
import type { Holder } from "./contract/emitted.js";
import type { Save } from "./frames/frames.js";

/** Thrown to unwind frames. One object for the life of the process, so that emitted code compares by identity. */
export const signal: object = Object.freeze({
  toString: () => "ts-updatable: frames are being saved (this must never be visible to a program)",
});

/** Read by emitted `finally` blocks: they do not run while frames are being saved. */
export const state: {
  saving: boolean;
  save: Save | undefined;
  /** Arguments for the next native constructor that has only to call `super`. */
  supers: { take(): readonly unknown[] } | undefined;
  onReach: ((deliver: () => unknown) => void) | undefined;
  /** A frame that was suspended goes on, and its slot is not empty. */
  onMove: ((holder: Holder, fn: number, point: number, value: unknown) => void) | undefined;
} = {
  saving: false,
  save: undefined,
  supers: undefined,
  onReach: undefined,
  onMove: undefined,
};
