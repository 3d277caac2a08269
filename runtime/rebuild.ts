// Stack reconstruction, second half: saved frames are entered again in their (new) code, oldest first.
import { type RebuiltFrame, takeRebuilt } from "./save.js";
import { signal, state } from "./state.js";

/**
 * Runs rebuilt frames (newest first) and gives what the oldest returns. When a later update saves these frames again, the next
 * ones run here too, so that any number of updates of one long-lived call takes no more stack than one. Its name is looked for
 * on the stack (stack.ts).
 */
export function runRebuiltFrames(first: RebuiltFrame[], firstDelivery: () => unknown): unknown {
  let frames = first;
  let deliver = firstDelivery;
  for (;;) {
    try {
      return enter(frames, deliver);
    } catch (error) {
      const current = state.save;
      const isOurs = error === signal && current?.inTrampoline === true && current.saved.length === current.expected.length;
      if (!isOurs) throw error;
      frames = takeRebuilt(current);
      deliver = current.deliver;
    }
  }
}

/** Enters the oldest frame; each frame enters the next newer one from the place of its unfinished call. */
function enter(frames: RebuiltFrame[], deliver: () => unknown): unknown {
  const next = (): unknown => {
    const frame = frames.pop();
    if (frame === undefined) return deliver();
    return Reflect.apply(frame.resume, frame.self, [frame.values, frame.point, next]);
  };
  return next();
}

/**
 * Enters frames as they will be entered, but stops before the newest and comes back: shows that the stack has room for them
 * while nothing has been given up yet. Locals are unset; the way to a point never looks at them.
 * @returns undefined, or what stopped it
 */
export function rehearse(frames: readonly Omit<RebuiltFrame, "self">[]): Error | undefined {
  const waiting = frames.map((frame) => ({ ...frame, self: undefined }));
  const stop = (): never => {
    throw signal;
  };
  state.saving = true;
  try {
    const newest = waiting.shift();
    enter(waiting, newest === undefined ? stop : () => Reflect.apply(reserveFrame, undefined, [stop]));
    return new Error("a rebuilt frame returned before it was entered");
  } catch (error) {
    return error === signal ? undefined : (error as Error);
  } finally {
    state.saving = false;
  }
}

/** Stands for the newest frame, and for what it will call next. */
function reserveFrame(stop: () => never): never {
  return stop();
}
