// The iterators of `for await` loops, which one loop can leave and another can go on with.
import { iteratorOf } from "./cursor.js";
import { state } from "./state.js";

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

/** One pass through a loop body that was interrupted; leaving it early closes the iterator and waits until it is closed. */
export function asyncRest(target: unknown): AsyncIterable<undefined> & AsyncIterator<undefined> {
  let done = false;
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    async next() {
      const result = { value: undefined, done };
      done = true;
      return result as IteratorResult<undefined>;
    },
    get return() {
      if (state.saving) return undefined as never;
      return async () => {
        const close = (target as Partial<AsyncIterator<unknown>> | undefined)?.return;
        if (close !== undefined && close !== null) await Reflect.apply(close, target, []);
        return { value: undefined, done: true as const };
      };
    },
  };
}
