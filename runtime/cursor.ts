// Iterators that a loop can leave and another loop can go on with.
import { state } from "./state.js";

/** `%IteratorPrototype%[Symbol.iterator]`, which returns the iterator itself. */
const returnsItself = (Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]())) as Record<symbol, unknown>)[Symbol.iterator];

/** Source: `for (x of iterable)`, emitted `for (x of ($c = $m.cursor(iterable)))`. Arrays, maps, sets and strings keep their native iterators. */
export function cursor(iterable: unknown): unknown {
  const iterator = (iterable as Iterable<unknown>)[Symbol.iterator]();
  if (typeof iterator !== "object" && typeof iterator !== "function") return iterable;
  const plain = (iterator as unknown as Partial<Record<symbol, unknown>>)[Symbol.iterator] === returnsItself && !("return" in iterator);
  return plain ? iterator : new GuardedIterator(iterator as Iterator<unknown>);
}

/** An iterator whose `return` is the program's: unwinding frames must not close it. */
class GuardedIterator {
  readonly #inner: Iterator<unknown>;
  readonly #next: Iterator<unknown>["next"];

  constructor(inner: Iterator<unknown>) {
    this.#inner = inner;
    this.#next = inner.next;
  }

  [Symbol.iterator](): this {
    return this;
  }

  next(): IteratorResult<unknown> {
    return Reflect.apply(this.#next, this.#inner, []) as IteratorResult<unknown>;
  }

  get return(): ((value?: unknown) => IteratorResult<unknown>) | undefined {
    if (state.saving) return undefined;
    const close = this.#inner.return;
    if (close === undefined || close === null) return undefined;
    return () => Reflect.apply(close, this.#inner, []) as IteratorResult<unknown>;
  }
}

/** Source: `for (k in object)`. Keys as the loop would see them: those deleted before their turn are left out. */
export function keys(object: unknown): unknown {
  const names: string[] = [];
  for (const name in object as object) names.push(name);
  return new KeyIterator(object as object, names);
}

class KeyIterator {
  readonly #object: object;
  readonly #names: readonly string[];
  #at = 0;

  constructor(object: object, names: readonly string[]) {
    this.#object = object;
    this.#names = names;
  }

  [Symbol.iterator](): this {
    return this;
  }

  next(): IteratorResult<string> {
    while (this.#at < this.#names.length) {
      const name = this.#names[this.#at++] as string;
      if (isStillThere(this.#object, name)) return { value: name, done: false };
    }
    return { value: undefined, done: true };
  }
}

const isStillThere = (object: object, name: string): boolean => (typeof object === "object" || typeof object === "function" ? name in object : true);

/** One pass through a loop body; leaving it by `break`, `return` or an error closes the cursor, as the loop would. */
export function rest(target: unknown): Iterable<undefined> & Iterator<undefined> {
  let done = false;
  return {
    [Symbol.iterator]() {
      return this;
    },
    next() {
      const result = { value: undefined, done };
      done = true;
      return result as IteratorResult<undefined>;
    },
    return() {
      const close = state.saving ? undefined : (target as Partial<Iterator<unknown>>).return;
      if (close !== undefined) Reflect.apply(close, target, []);
      return { value: undefined, done: true };
    },
  };
}
