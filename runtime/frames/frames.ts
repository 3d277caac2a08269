// What is kept of active functions while they leave and are entered again.

import type { FunctionKind } from "../contract/build.js";

/** A frame as it was saved. */
export interface SavedFrame {
  readonly self: unknown;
  readonly values: unknown[];
}

/** Where a frame goes on. */
export interface Entry {
  readonly resume: (this: unknown, values: unknown[], point: number, next: () => unknown, kept: ReadonlySet<string>) => unknown;
  readonly point: number;
  /** Whether the call is one of `new`, whose result is the object where the function returns none. With `self` undefined it is none. */
  readonly construction: "always" | "possible" | "never";
}

/** A frame as it will be entered again. */
export interface RebuiltFrame extends Entry, SavedFrame {}

/** Runs what is part of work at another version than the one in force. */
export interface Surroundings {
  run<T>(fn: () => T): T;
  /** An iterator whose code runs so, whoever asks it for a value. */
  iterate(inner: object): object;
}

/** One saving of a segment. */
export interface Save {
  /** Index (in its own version) of each function that will pass, newest first. */
  readonly expected: readonly number[];
  readonly saved: SavedFrame[];
  /** Whether the oldest saved frame was itself entered by a loop of rebuild.ts, which then runs its successor. */
  readonly inTrampoline: boolean;
  /** Kind of the oldest function: a promise or an iterator has to stay the one its caller holds. */
  readonly bottom: FunctionKind;
  /** How the frames are run, where they were suspended and their version is not the one in force. */
  readonly surroundings?: Surroundings;
  /** Called when all frames are saved: the frames to enter instead, newest first. Does not throw. */
  finish(saved: readonly SavedFrame[]): RebuiltFrame[];
  /** What the point of the newest frame gives to that frame, where it is a call. */
  readonly deliver: () => unknown;
}
