// Stack reconstruction, second half: saved frames are entered again in their (new) code, oldest first.

import type { FunctionKind } from "../contract/build.js";
import { resultOf } from "../language/construction.js";
import { signal, state } from "../state.js";
import type { Entry, RebuiltFrame, Save, Surroundings } from "./frames.js";

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

const { apply } = Reflect;
const { call } = Function.prototype;

/**
 * Enters the oldest frame; each frame enters the next newer one from the place of its unfinished call. `$n` is a bound builtin, since a function of ours
 * would stand on the stack between any two frames: it would be twice as deep, and V8 needs four times as long to read it.
 */
function enter(frames: RebuiltFrame[], deliver: () => unknown): unknown {
  const entered: unknown[][] = [];
  // A frame holds its `$n` as long as it runs, but not what newer frames were entered with.
  let next = (): unknown => {
    for (const given of entered) given.length = 0;
    return deliver();
  };
  for (const { resume, self, values, point, construction } of frames) {
    const given = [self, values, point, next, NOTHING];
    entered.push(given);
    next = construction !== "never" && isObject(self) ? constructing(resume, given) : apply.bind(undefined, call, resume, given);
  }
  frames.length = 0;
  return next();
}

const constructing =
  (resume: RebuiltFrame["resume"], given: readonly unknown[]) =>
  (isConstructor = false): unknown => {
    const [self] = given;
    const result = resultOf(self, apply(call, resume, given));
    return isConstructor && !isObject(result) ? self : result;
  };

const isObject = (value: unknown): boolean => (typeof value === "object" && value !== null) || typeof value === "function";

/** What a suspendable function that was resumed returns when it is saved once more: its driver goes on with its successor. */
export class Moved {
  /** The promise or iterator of the next incarnation; nothing where the loop that called this one enters that. */
  readonly successor: unknown;

  constructor(successor?: unknown) {
    this.successor = successor;
  }
}

/** What the loop below a function that was saved has to enter instead. */
let handedOn: { readonly frames: RebuiltFrame[]; readonly deliver: () => unknown } | undefined;

/**
 * What becomes of a suspendable function that was resumed before and is saved once more. The next incarnation runs at once, up to its first suspension:
 * what stands between two suspensions sees no turn of the microtask queue, whatever version it is run in. (sample `updates-between-two-awaits`)
 */
export function succeed({ bottom, inTrampoline, deliver }: Save, frames: RebuiltFrame[]): Moved {
  if (bottom === "generator") return new Moved(enter(frames, deliver));
  if (!inTrampoline) return new Moved(runRebuiltCall(bottom, frames, deliver));
  handedOn = { frames, deliver };
  return new Moved();
}

/**
 * {@link runRebuiltFrames} for functions that can be suspended: up to the first suspension of the version that gets there. A function that leaves
 * cannot throw to this loop, which would settle its promise: it hands its frames on.
 */
function runRebuiltCall(kind: FunctionKind, first: RebuiltFrame[], firstDelivery: () => unknown): unknown {
  let call = begin(kind, first, firstDelivery);
  while (handedOn !== undefined) {
    const { frames, deliver } = handedOn;
    handedOn = undefined;
    call = begin(kind, frames, deliver);
  }
  return call;
}

const begin = (kind: FunctionKind, frames: RebuiltFrame[], deliver: () => unknown): unknown =>
  kind === "async" ? enter(frames, deliver) : new StartedGenerator(enter(frames, deliver) as AsyncGenerator);

/** An asynchronous generator that runs already: what it answers first is for whoever delegates to it. */
class StartedGenerator implements AsyncIterator<unknown, unknown, unknown> {
  readonly #generator: AsyncGenerator<unknown, unknown, unknown>;
  #first: Promise<IteratorResult<unknown, unknown>> | undefined;

  constructor(generator: AsyncGenerator<unknown, unknown, unknown>) {
    this.#generator = generator;
    this.#first = generator.next();
  }

  next(value: unknown): Promise<IteratorResult<unknown, unknown>> {
    const first = this.#first;
    this.#first = undefined;
    return first ?? this.#generator.next(value);
  }

  return(value: unknown): Promise<IteratorResult<unknown, unknown>> {
    return this.#generator.return(value);
  }

  throw(error: unknown): Promise<IteratorResult<unknown, unknown>> {
    return this.#generator.throw(error);
  }

  /** `yield*` would ask a generator by a method that the program may have replaced for all of them. (sample `replaced-generator-iterator`) */
  [Symbol.asyncIterator](): this {
    return this;
  }
}

/** Drives a function that can be suspended, through any number of versions; the old code awaits (or delegates to) the driver. */
export function runAgain(
  kind: Exclude<FunctionKind, "sync">,
  frames: RebuiltFrame[],
  deliver: () => unknown,
  around?: Surroundings,
): unknown {
  if (kind === "async") return around === undefined ? driveAsync(frames, deliver) : around.run(() => driveAsync(frames, deliver));
  const driver = kind === "generator" ? driveGenerator(frames, deliver) : toDelegate(driveAsyncGenerator(frames, deliver));
  return around === undefined ? driver : around.iterate(driver);
}

/** For a frame that kept its call waiting: what goes on in its place runs at once. */
export const goOnWith = (kind: FunctionKind, frames: RebuiltFrame[], deliver: () => unknown): Moved =>
  new Moved(runRebuiltCall(kind, frames, deliver));

/** As for {@link StartedGenerator}. */
export const toDelegate = <G extends AsyncGenerator>(generator: G): G =>
  Object.defineProperty(generator, Symbol.asyncIterator, { value: () => generator });

async function driveAsync(frames: RebuiltFrame[], deliver: () => unknown): Promise<unknown> {
  let result = await runRebuiltCall("async", frames, deliver);
  while (result instanceof Moved) result = await result.successor;
  return result;
}

function* driveGenerator(frames: RebuiltFrame[], deliver: () => unknown): Generator<unknown, unknown, unknown> {
  let result: unknown = new Moved(enter(frames, deliver));
  while (result instanceof Moved) result = yield* result.successor as Generator<unknown, unknown, unknown>;
  return result;
}

async function* driveAsyncGenerator(frames: RebuiltFrame[], deliver: () => unknown): AsyncGenerator<unknown, unknown, unknown> {
  let result: unknown = new Moved(runRebuiltCall("async-generator", frames, deliver));
  while (result instanceof Moved) result = yield* result.successor as StartedGenerator;
  return result;
}

/**
 * Enters frames as they will be entered, but stops before the newest and comes back: shows that the stack has room for them
 * while nothing has been given up yet. Locals are unset; the way to a point never looks at them.
 * @param frames `self` where it is known, which it is not before an update
 * @returns undefined, or what stopped it
 */
export function rehearse(frames: readonly (Entry & { readonly self?: unknown })[]): Error | undefined {
  let arrived = false;
  const stop = (): never => {
    arrived = true;
    throw signal;
  };
  const unset: unknown[] = [];
  let next: () => unknown = frames.length === 0 ? stop : () => Reflect.apply(stop, undefined, RESERVE);
  for (const { resume, point, construction, self } of frames.slice(1))
    next =
      construction === "always" || (construction === "possible" && isObject(self))
        ? constructing(resume, [undefined, unset, point, next, NOTHING])
        : resume.bind(undefined, unset, point, next, NOTHING);
  state.saving = true;
  try {
    start(next());
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

/** Stands for the newest frame, and for what it will call next: arguments are on the stack. */
const RESERVE: readonly unknown[] = new Array<undefined>(256).fill(undefined);

/** Ends the saving: from here on the program's `finally` blocks run again. */
export function takeRebuilt(current: Save): RebuiltFrame[] {
  state.saving = false;
  state.save = undefined;
  return current.finish(current.saved);
}
