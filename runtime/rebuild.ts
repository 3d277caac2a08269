// Stack reconstruction, second half: saved frames are entered again in their (new) code, oldest first.
import { resultOf } from "./construction.js";
import type { FunctionKind } from "./contract/build.js";
import type { RebuiltFrame, Save } from "./frames.js";
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

/** No variable is kept: every one begins as its declaration says. */
const NOTHING: ReadonlySet<string> = new Set();

/** Enters the oldest frame; each frame enters the next newer one from the place of its unfinished call. */
function enter(frames: RebuiltFrame[], deliver: () => unknown): unknown {
  const next = (isConstructor = false): unknown => {
    const frame = frames.pop();
    if (frame === undefined) return deliver();
    const result = resultOf(frame.self, Reflect.apply(frame.resume, frame.self, [frame.values, frame.point, next, NOTHING]));
    return isConstructor && !isObject(result) ? frame.self : result;
  };
  return next();
}

const isObject = (value: unknown): boolean => (typeof value === "object" && value !== null) || typeof value === "function";

/** What a resumed function returns when it was saved once more: its driver goes on with the next incarnation. */
export class Moved {
  readonly frames: RebuiltFrame[];
  readonly deliver: () => unknown;

  constructor(frames: RebuiltFrame[], deliver: () => unknown) {
    this.frames = frames;
    this.deliver = deliver;
  }
}

/** Drives a function that can be suspended, through any number of versions; the old code awaits (or delegates to) the driver. */
export function runAgain(kind: Exclude<FunctionKind, "sync">, frames: RebuiltFrame[], deliver: () => unknown): unknown {
  if (kind === "async") return driveAsync(frames, deliver);
  return kind === "generator" ? driveGenerator(frames, deliver) : toDelegate(driveAsyncGenerator(frames, deliver));
}

/** `yield*` asks a generator for its iterator by a method that the program may have replaced for all of them. (sample `replaced-generator-iterator`) */
export const toDelegate = <G extends AsyncGenerator>(generator: G): G =>
  Object.defineProperty(generator, Symbol.asyncIterator, { value: () => generator });

async function driveAsync(frames: RebuiltFrame[], deliver: () => unknown): Promise<unknown> {
  let result: unknown = new Moved(frames, deliver);
  while (result instanceof Moved) result = await (enter(result.frames, result.deliver) as Promise<unknown>);
  return result;
}

function* driveGenerator(frames: RebuiltFrame[], deliver: () => unknown): Generator<unknown, unknown, unknown> {
  let result: unknown = new Moved(frames, deliver);
  while (result instanceof Moved) result = yield* enter(result.frames, result.deliver) as Generator<unknown, unknown, unknown>;
  return result;
}

async function* driveAsyncGenerator(frames: RebuiltFrame[], deliver: () => unknown): AsyncGenerator<unknown, unknown, unknown> {
  let result: unknown = new Moved(frames, deliver);
  while (result instanceof Moved)
    result = yield* toDelegate(enter(result.frames, result.deliver) as AsyncGenerator<unknown, unknown, unknown>);
  return result;
}

/**
 * Enters frames as they will be entered, but stops before the newest and comes back: shows that the stack has room for them
 * while nothing has been given up yet. Locals are unset; the way to a point never looks at them.
 * @returns undefined, or what stopped it
 */
export function rehearse(frames: readonly Omit<RebuiltFrame, "self">[]): Error | undefined {
  const waiting = frames.map((frame) => ({ ...frame, self: undefined }));
  let arrived = false;
  const stop = (): never => {
    arrived = true;
    throw signal;
  };
  state.saving = true;
  try {
    const newest = waiting.shift();
    const result = enter(waiting, newest === undefined ? stop : () => Reflect.apply(reserveFrame, undefined, [stop]));
    start(result);
    return arrived ? undefined : new Error("a rebuilt frame returned before it was entered");
  } catch (error) {
    return error === signal && arrived ? undefined : (error as Error);
  } finally {
    state.saving = false;
  }
}

/** A suspendable function is rehearsed up to its first suspension: a generator must be asked, a rejected promise must be heard. */
function start(result: unknown): void {
  const generator = result as Partial<Iterator<unknown>> & Partial<PromiseLike<unknown>>;
  const outcome = typeof generator?.next === "function" ? (generator.next() as unknown) : result;
  if (outcome instanceof Promise) outcome.catch(() => undefined);
}

/** Stands for the newest frame, and for what it will call next. */
function reserveFrame(stop: () => never): never {
  return stop();
}

/** Ends the saving: from here on the program's `finally` blocks run again. */
export function takeRebuilt(current: Save): RebuiltFrame[] {
  state.saving = false;
  state.save = undefined;
  return current.finish(current.saved);
}
