// What a pattern does natively, step by step, so that a frame can be saved between two steps.

/** `const { key } = value`: nothing can be taken out of undefined and null. */
export function toObject(value: unknown, key?: string): unknown {
  if (value !== undefined && value !== null) return value;
  throw new TypeError(
    key === undefined
      ? `Cannot destructure 'value' as it is ${String(value)}.`
      : `Cannot destructure property '${key}' of 'value' as it is ${String(value)}.`,
  );
}

/** `...rest` of an object: its own enumerable properties but those that were taken. */
export function omit(value: unknown, taken: readonly PropertyKey[]): object {
  const source = Object(value) as Record<PropertyKey, unknown>;
  const names = new Set(taken.map((key) => (typeof key === "number" ? String(key) : key)));
  const rest: Record<PropertyKey, unknown> = {};
  for (const key of Reflect.ownKeys(source)) {
    if (names.has(key) || Reflect.getOwnPropertyDescriptor(source, key)?.enumerable !== true) continue;
    Object.defineProperty(rest, key, { value: source[key], writable: true, enumerable: true, configurable: true });
  }
  return rest;
}

/** The iterator that an array pattern steps through. */
export class Items {
  readonly #iterator: Iterator<unknown>;
  readonly #next: Iterator<unknown>["next"];
  #done = false;

  constructor(iterable: unknown) {
    const make = (iterable as Partial<Iterable<unknown>> | null | undefined)?.[Symbol.iterator];
    if (typeof make !== "function") throw new TypeError(`${describe(iterable)} is not iterable`);
    this.#iterator = Reflect.apply(make, iterable, []) as Iterator<unknown>;
    if (!isObject(this.#iterator)) throw new TypeError("Result of the Symbol.iterator method is not an object");
    this.#next = this.#iterator.next;
  }

  /** An error that the iterator throws ends it: nobody closes it then. */
  take(): unknown {
    if (this.#done) return undefined;
    this.#done = true;
    const result = Reflect.apply(this.#next, this.#iterator, []) as IteratorResult<unknown>;
    if (!isObject(result)) throw new TypeError(`Iterator result ${String(result)} is not an object`);
    if (result.done) return undefined;
    const { value } = result;
    this.#done = false;
    return value;
  }

  takeRest(): unknown[] {
    const rest: unknown[] = [];
    for (;;) {
      const value = this.take();
      if (this.#done) return rest;
      rest.push(value);
    }
  }

  close(): void {
    const close = this.#end();
    if (close !== undefined && !isObject(close())) throw new TypeError("the iterator's return() gave no object");
  }

  /** After an error, which is stronger than any that closing throws. */
  abandon(error: unknown): unknown {
    try {
      this.#end()?.();
    } catch {
      // the first error counts
    }
    return error;
  }

  #end(): (() => unknown) | undefined {
    if (this.#done) return undefined;
    this.#done = true;
    const close = this.#iterator.return;
    if (close === undefined || close === null) return undefined;
    return () => Reflect.apply(close, this.#iterator, []) as unknown;
  }
}

const isObject = (value: unknown): boolean => (typeof value === "object" && value !== null) || typeof value === "function";

const describe = (value: unknown): string => (isObject(value) ? typeof value : String(value));
