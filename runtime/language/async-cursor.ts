// The iterators of `for await` loops, which one loop can leave and another can go on with.

import { state } from "../state.js";
import { iteratorOf } from "./cursor.js";

/** Source: `for await (x of iterable)`. What has no asynchronous iterator is iterated as `for await` does it: synchronously, each value awaited. */
export function asyncCursor(iterable: unknown): unknown {
  const method = (iterable as Partial<AsyncIterable<unknown>>)[Symbol.asyncIterator];
  if (method === undefined || method === null) return iteratorOf(iterable);
  return new GuardedAsyncIterator(Reflect.apply(method, iterable, []) as AsyncIterator<unknown>);
}

/** Unwinding frames must not close the program's iterator. */
class GuardedAsyncIterator {
  readonly #inner: AsyncIterator<unknown>;
  readonly #next: AsyncIterator<unknown>["next"];

  constructor(inner: AsyncIterator<unknown>) {
    this.#inner = inner;
    this.#next = inner.next;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  next(): Promise<IteratorResult<unknown>> {
    return Reflect.apply(this.#next, this.#inner, []) as Promise<IteratorResult<unknown>>;
  }

  get return(): ((value?: unknown) => Promise<IteratorResult<unknown>>) | undefined {
    if (state.saving) return undefined;
    const close = this.#inner.return;
    if (close === undefined || close === null) return undefined;
    return () => Reflect.apply(close, this.#inner, []) as Promise<IteratorResult<unknown>>;
  }
}

/**
 * A `for await` loop is left early: its iterator is closed, and the loop waits until it is.
 * @param how `"quietly"`: by an error, which counts more than what closing throws
 */
export async function closeAsync(cursor: unknown, how?: "quietly"): Promise<void> {
  try {
    const iterator = cursor as Partial<AsyncIterator<unknown>>;
    const close = iterator.return;
    if (close === undefined || close === null) return;
    const result = (await Reflect.apply(close, iterator, [])) as unknown;
    if (typeof result !== "function" && (typeof result !== "object" || result === null))
      throw new TypeError(`Iterator result ${String(result)} is not an object`);
  } catch (error) {
    if (how === undefined) throw error;
  }
}
