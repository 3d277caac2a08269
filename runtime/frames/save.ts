// Stack reconstruction, first half: active functions leave one by one, newest first, and their frames are kept.

import { signal, state } from "../state.js";
import type { Save } from "./frames.js";
import { type Moved, runAgain, runRebuiltFrames, succeed, takeRebuilt } from "./rebuild.js";

/** Keeps the frame of a function that leaves; the oldest one hands over to the frames that go on. */
export function save(fn: number, self: unknown, values: unknown[]): unknown {
  const current = keep(fn, self, values);
  const frames = takeRebuilt(current);
  return current.bottom === "sync"
    ? runRebuiltFrames(frames, current.deliver)
    : runAgain(current.bottom, frames, current.deliver, current.surroundings);
}

/** Like {@link save} for a suspendable frame that was resumed before: its driver takes its successor. */
export function park(fn: number, self: unknown, values: unknown[]): Moved {
  const current = keep(fn, self, values);
  return succeed(current, takeRebuilt(current));
}

/** Throws the signal on, unless this was the last frame and nobody below catches it. */
function keep(fn: number, self: unknown, values: unknown[]): Save {
  const current = state.save;
  // Without a saving under way the signal is that of a rehearsal: it only passes through.
  if (current === undefined) throw signal;
  const wanted = current.expected[current.saved.length];
  if (wanted !== fn) throw new Error(`ts-updatable: function ${fn} was saved where ${wanted} was expected; this is a bug of ts-updatable.`);
  current.saved.push({ self, values });
  if (current.saved.length < current.expected.length || (current.inTrampoline && current.bottom === "sync")) throw signal;
  return current;
}
