// Stack reconstruction, first half: active functions leave one by one, newest first, and their frames are kept.
import type { Holder } from "./contract/emitted.js";
import { runRebuiltFrames } from "./rebuild.js";
import { signal, state } from "./state.js";

/** A frame as it was saved. */
export interface SavedFrame {
  readonly self: unknown;
  readonly values: unknown[];
}

/** A frame as it will be entered again. */
export interface RebuiltFrame {
  readonly resume: (this: unknown, values: unknown[], point: number, next: () => unknown) => unknown;
  readonly self: unknown;
  readonly values: unknown[];
  readonly point: number;
}

/** One saving of a segment. */
export interface Save {
  /** Index (in its own version) of each function that will pass, newest first. */
  readonly expected: readonly number[];
  readonly saved: SavedFrame[];
  /** Whether the oldest saved frame was itself started by the trampoline, which then runs its successor. */
  readonly inTrampoline: boolean;
  /** Called when all frames are saved: the frames to enter instead, newest first. Does not throw. */
  finish(saved: readonly SavedFrame[]): RebuiltFrame[];
  /** What the point of the newest frame gives to that frame, where it is a call. */
  readonly deliver: () => unknown;
}

export function save(_holder: Holder, fn: number, self: unknown, values: unknown[]): unknown {
  const current = state.save;
  // Without a saving under way the signal is that of a rehearsal: it only passes through.
  if (current === undefined) throw signal;
  const wanted = current.expected[current.saved.length];
  if (wanted !== fn) throw new Error(`ts-updatable: function ${fn} was saved where ${wanted} was expected; this is a bug of ts-updatable.`);
  current.saved.push({ self, values });
  if (current.saved.length < current.expected.length || current.inTrampoline) throw signal;
  return runRebuiltFrames(takeRebuilt(current), current.deliver);
}

/** Ends the saving: from here on the program's `finally` blocks run again. */
export function takeRebuilt(current: Save): RebuiltFrame[] {
  state.saving = false;
  state.save = undefined;
  return current.finish(current.saved);
}
