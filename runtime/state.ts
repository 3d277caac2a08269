// The runtime's one mutable record (what is being saved, and what waits), and the holders through which emitted code asks it.
import type { Holder } from "./contract/emitted.js";
import type { Save } from "./frames/frames.js";

/** Thrown to unwind frames. One object for the life of the process, so that emitted code compares by identity. */
export const signal: object = Object.freeze({
  toString: () => "ts-updatable: frames are being saved (this must never be visible to a program)",
});

function saveNothing(): never {
  throw new Error("ts-updatable: a frame was to be saved before an update began; this is a bug of ts-updatable.");
}

/** Read by emitted `finally` blocks: they do not run while frames are being saved. */
export const state: {
  saving: boolean;
  /** A module has come, and is not yet brought to the version in force. */
  registering: boolean;
  save: Save | undefined;
  /** Arguments for the next native constructor that has only to call `super`. */
  supers: { take(): readonly unknown[] } | undefined;
  /** All frames are saved: what the oldest gives its caller (frames/save.ts). */
  onSave: (saved: Save) => unknown;
  onPark: (saved: Save) => unknown;
  /** Element 0 is 1 while a message waits: read by update points of `updatePoints: "poll"` builds. */
  readonly poll: Int32Array<SharedArrayBuffer>;
  onReach: ((deliver: () => unknown) => void) | undefined;
  /** Set while a checkpoint is wanted: an update point is reached. True where the frames above are to be unwound. */
  onCheckpoint: ((deliver: () => unknown) => boolean) | undefined;
  /** A frame that was suspended goes on, and its slot is not empty. */
  onMove: ((holder: Holder, fn: number, point: number, value: unknown) => void) | undefined;
} = {
  saving: false,
  registering: false,
  save: undefined,
  supers: undefined,
  onSave: saveNothing,
  onPark: saveNothing,
  poll: new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)),
  onReach: undefined,
  onMove: undefined,
  onCheckpoint: undefined,
};

/** What all holders can do. */
export const holderMethods: Omit<Holder, "pending"> = {
  reach() {
    state.onReach?.(nothing);
  },
  save(error, fn, self, values) {
    if (leavesOn(error, fn, self, values)) throw error;
    return state.onSave(state.save as Save);
  },
  park(error, fn, self, values) {
    if (leavesOn(error, fn, self, values)) throw error;
    return state.onPark(state.save as Save);
  },
  move(this: Holder, fn, point, value) {
    if (this.pending) state.onReach?.(() => value);
    state.onMove?.(this, fn, point, value);
  },
};

/**
 * Keeps the frame of a function that leaves. False where this was the last frame and nobody below catches the signal. It returns where it could
 * throw: V8 never learns to be fast in a function that always throws, and looks for a handler in each that an error passes.
 */
function leavesOn(error: unknown, fn: number, self: unknown, values: unknown[]): boolean {
  const current = state.save;
  // Without a saving under way the signal is that of a rehearsal: it only passes through.
  if (error !== signal || current === undefined) return true;
  const { expected, saved, inTrampoline, bottom } = current;
  const wanted = expected[saved.length];
  if (wanted !== fn) throw new Error(`ts-updatable: function ${fn} was saved where ${wanted} was expected; this is a bug of ts-updatable.`);
  saved.push({ self, values });
  return saved.length < expected.length || (inTrampoline && bottom === "sync");
}

/** A loop head and a function's entry wait for nothing. */
const nothing = (): undefined => undefined;

/** An empty holder: what it shows stands in its prototype, which slots.ts replaces. */
export function makeHolder(): Holder {
  const page = Object.create(holderMethods) as { pending: boolean };
  page.pending = false;
  return Object.create(page) as Holder;
}
