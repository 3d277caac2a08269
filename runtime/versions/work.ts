// Which version a piece of work is pinned to: told by AsyncLocalStorage, so that it holds across `await`, timers and events.
import { AsyncLocalStorage } from "node:async_hooks";
import type { World } from "./world.js";

/** A transaction. */
export interface WorkRegion {
  readonly noUpdate: boolean;
}

/** What is done from one beginning on, and all that it starts. */
export class Work {
  /** The version whose functions it runs; undefined for the one in force. */
  world: World | undefined;
  /** The transaction that it is part of. */
  readonly region: WorkRegion | undefined;
  /** The program itself asked for the version, so that it holds for all that runs within, whoever made it. */
  readonly isChosen: boolean;
  /** The work that it is part of, whose pin lasts as long. */
  readonly whole: Work | undefined;

  constructor(world: World | undefined, { region, isChosen = false, whole }: Partial<Pick<Work, "region" | "isChosen" | "whole">> = {}) {
    this.world = world;
    this.region = region;
    this.isChosen = isChosen;
    this.whole = whole;
  }

  /** A transaction within it, at its version. */
  part(region: WorkRegion): Work {
    return new Work(this.world, { region, isChosen: this.isChosen, whole: this });
  }
}

const storage = new AsyncLocalStorage<Work | undefined>();

/**
 * Whether what is entered within a callback ends with it: where `AsyncLocalStorage` is part of V8's promises, by default since Node 24. Where it
 * uses asynchronous resources, a timer that comes again would be entered for ever.
 */
export const endsWithTurn: boolean = !("kResourceStore" in storage);

/** What is restored when a synchronous region is left. */
interface Scope {
  outer: Work | undefined;
}

/** Synchronous regions that the stack is in, outermost first. */
const scopes: Scope[] = [];

export const currentWork = (): Work | undefined => storage.getStore();
export const pinnedWorld = (): World | undefined => storage.getStore()?.world;

/** Calls `fn` as part of `work`; what runs on the stack below is not part of it. */
export function within<T>(work: Work | undefined, fn: () => T): T {
  const scope: Scope = { outer: storage.getStore() };
  scopes.push(scope);
  storage.enterWith(work);
  try {
    return fn();
  } finally {
    scopes.pop();
    storage.enterWith(scope.outer);
  }
}

/**
 * The rest of this turn of the event loop is part of `work`: the turn's end ends it. For a call that goes on after an `await` the turn is
 * one microtask, so that nothing else is in it.
 */
export function enter(work: Work): void {
  storage.enterWith(work);
}

/** Everything on the stack is part of `work` from here on, unless it is pinned already. */
export function enterAll(work: Work): void {
  for (const scope of scopes) if (scope.outer?.world === undefined) scope.outer = work;
  if (pinnedWorld() === undefined) storage.enterWith(work);
}

/** Calls `fn` as work at the version in force. */
export function unpinned<T>(fn: () => T): T {
  const work = storage.getStore();
  return within(work?.region === undefined ? undefined : new Work(undefined, { region: work.region }), fn);
}

/** An iterator whose code is part of `work`, whoever asks it for the next value. */
export function iteratorWithin(work: Work, inner: object): object {
  const call =
    (name: string) =>
    (...args: unknown[]): unknown =>
      within(work, () => Reflect.apply(Reflect.get(inner, name) as (...args: unknown[]) => unknown, inner, args));
  const iterator = { next: call("next"), return: call("return"), throw: call("throw") };
  return Object.assign(iterator, { [Symbol.iterator]: () => iterator, [Symbol.asyncIterator]: () => iterator });
}
