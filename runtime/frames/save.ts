// Stack reconstruction, first half: active functions leave one by one, newest first, and their frames are kept.

import type { Save } from "./frames.js";
import { type Moved, runAgain, runRebuiltFrames, succeed, takeRebuilt } from "./rebuild.js";

/** The oldest function hands over to the frames that go on. */
export function save(current: Save): unknown {
  const frames = takeRebuilt(current);
  return current.bottom === "sync"
    ? runRebuiltFrames(frames, current.deliver)
    : runAgain(current.bottom, frames, current.deliver, current.surroundings);
}

/** Like {@link save} for a suspendable frame that was resumed before: its driver takes its successor. */
export const park = (current: Save): Moved => succeed(current, takeRebuilt(current));
