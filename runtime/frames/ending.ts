// Ends calls that do not go on: each is entered once more where it stood, in its old code, and left from there by the signal, so that its
// `finally` blocks run and no `catch` sees it. Then it begins anew, or its caller gets an error.
import type { FunctionKind } from "../contract/build.js";
import { signal, state } from "../state.js";
import type { RebuiltFrame } from "./frames.js";
import { toDelegate } from "./rebuild.js";

/** Calls that are being left: meanwhile no frame can be saved, since what is left halfway must not be entered again. */
let leaving = 0;
export const isLeavingCalls = (): boolean => leaving > 0;

/** What the newest frame finds at its place instead of a result. */
export const endHere = (): never => {
  throw signal;
};

/**
 * The frame of the call that ends, with those above it.
 * @param then gives the call's result, or throws; `this` is the call's
 */
export function endedFrame(old: RebuiltFrame, kind: FunctionKind, then: (self: unknown) => unknown): RebuiltFrame {
  return { ...old, resume: resumeOf[kind](old.resume, then) };
}

type Resume = RebuiltFrame["resume"];
type Then = (self: unknown) => unknown;

const resumeOf: Readonly<Record<FunctionKind, (leave: Resume, then: Then) => Resume>> = {
  sync: (leave, then) =>
    function (this: unknown, ...frame) {
      try {
        return enterToLeave(leave, this, frame);
      } catch (error) {
        passOnOthers(error);
      }
      return then(this);
    },
  async: (leave, then) =>
    async function (this: unknown, ...frame) {
      try {
        return await enterToLeave(leave, this, frame);
      } catch (error) {
        passOnOthers(error);
      }
      return then(this);
    },
  generator: (leave, then) =>
    function* (this: unknown, ...frame) {
      try {
        return yield* enterToLeave(leave, this, frame) as Generator<unknown, unknown, unknown>;
      } catch (error) {
        passOnOthers(error);
      }
      return then(this);
    },
  "async-generator": (leave, then) =>
    async function* (this: unknown, ...frame) {
      try {
        return yield* toDelegate(enterToLeave(leave, this, frame) as AsyncGenerator<unknown, unknown, unknown>);
      } catch (error) {
        passOnOthers(error);
      }
      return then(this);
    },
};

function enterToLeave(leave: Resume, self: unknown, frame: Parameters<Resume>): unknown {
  leaving++;
  try {
    return Reflect.apply(leave, self, frame);
  } finally {
    leaving--;
  }
}

/** What a `finally` block throws is the call's own end, and frames that are saved leave by the signal, too. */
function passOnOthers(error: unknown): void {
  if (error !== signal || state.saving) throw error;
}
