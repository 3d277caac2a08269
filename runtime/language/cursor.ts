// Iterators that a loop can leave and another loop can go on with.
import { state } from "../state.js";

/** `%IteratorPrototype%[Symbol.iterator]`, which returns the iterator itself. */
const returnsItself = (Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]())) as Record<symbol, unknown>)[Symbol.iterator];

const arrayIterator = Array.prototype[Symbol.iterator];
const arrayIterators = Object.getPrototypeOf([][Symbol.iterator]()) as Iterator<unknown>;
const arrayNext = arrayIterators.next;

const generatorNext = (Object.getPrototypeOf(function* () {}) as GeneratorFunction).prototype.next as () => IteratorResult<unknown>;
const callGeneratorNext = Function.prototype.call.bind(generatorNext) as (generator: unknown) => IteratorResult<unknown>;

/**
 * Source: `for (x of iterable)`, emitted `for (x of ($i = 0, $c = $m.cursor(iterable)))`. An array is its own cursor: V8 inlines loops over
 * arrays. Small, so that V8 inlines it too.
 */
export function cursor(iterable: unknown): unknown {
  return isPlainArray(iterable) ? iterable : iteratorOf(iterable);
}

/** Source: `for (x of iterable) yield x`, emitted `for (x of ($c = $m.iterator(iterable))) yield x`. */
export function iterator(iterable: unknown): unknown {
  return isPlainArray(iterable) && arrayIterators.next === arrayNext ? new ArrayCursor(iterable, 0) : iteratorOf(iterable);
}

const isPlainArray = (iterable: unknown): iterable is readonly unknown[] =>
  Array.isArray(iterable) && iterable[Symbol.iterator] === arrayIterator;

/** The loop that goes on after `count` iterations of another. */
export function onward(target: unknown, count: number): unknown {
  return Array.isArray(target) ? new ArrayCursor(target, count) : target;
}

/** What the native iterator of an array does, from any element on. */
export class ArrayCursor {
  #array: readonly unknown[] | undefined;
  #at: number;

  constructor(array: readonly unknown[], at: number) {
    this.#array = array;
    this.#at = at;
  }

  get state(): { readonly array: readonly unknown[]; readonly at: number } {
    return { array: this.#array ?? [], at: this.#at };
  }

  [Symbol.iterator](): this {
    return this;
  }

  next(): IteratorResult<unknown> {
    if (this.#array !== undefined && this.#at < this.#array.length) return { value: this.#array[this.#at++], done: false };
    this.#array = undefined;
    return { value: undefined, done: true };
  }
}

/** Maps, sets and strings keep their native iterators: nobody can close those. What cannot be iterated is left to the loop, which says so. */
export function iteratorOf(iterable: unknown): unknown {
  const make = (iterable as Partial<Iterable<unknown>> | null | undefined)?.[Symbol.iterator];
  if (typeof make !== "function") return iterable;
  const iterator = Reflect.apply(make, iterable, []) as Iterator<unknown>;
  if ((typeof iterator !== "object" && typeof iterator !== "function") || iterator === null) return { [Symbol.iterator]: () => iterator };
  const plain = (iterator as unknown as Partial<Record<symbol, unknown>>)[Symbol.iterator] === returnsItself && !("return" in iterator);
  if (plain) return iterator;
  const { next } = iterator;
  return next === generatorNext ? new GuardedGenerator(iterator, next) : new GuardedIterator(iterator, next);
}

/** What is left of a text: a native iterator tells nobody how far it has come. */
export class TextCursor {
  readonly #characters: readonly string[];
  #at = 0;

  constructor(text: string) {
    this.#characters = Array.from(text);
  }

  /** In the place of the native one, which is at its end afterwards. */
  static after(iterator: Iterator<string>): TextCursor {
    return new TextCursor([...{ [Symbol.iterator]: () => iterator }].join(""));
  }

  get rest(): string {
    return this.#characters.slice(this.#at).join("");
  }

  [Symbol.iterator](): this {
    return this;
  }

  next(): IteratorResult<string> {
    const value = this.#characters[this.#at];
    if (value === undefined) return { value: undefined, done: true };
    this.#at++;
    return { value, done: false };
  }
}

/** An iterator whose `return` is the program's: unwinding frames must not close it. */
export class GuardedIterator {
  readonly #inner: Iterator<unknown>;
  readonly #next: Iterator<unknown>["next"];

  constructor(inner: Iterator<unknown>, next = inner.next) {
    this.#inner = inner;
    this.#next = next;
  }

  get inner(): Iterator<unknown> {
    return this.#inner;
  }

  [Symbol.iterator](): this {
    return this;
  }

  next(): IteratorResult<unknown> {
    if (typeof this.#next !== "function") throw new TypeError(`${String(this.#next)} is not a function`);
    return Reflect.apply(this.#next, this.#inner, []) as IteratorResult<unknown>;
  }

  get return(): ((value?: unknown) => IteratorResult<unknown>) | undefined {
    if (state.saving) return undefined;
    const close = this.#inner.return;
    if (close === undefined || close === null) return undefined;
    return () => Reflect.apply(close, this.#inner, []) as IteratorResult<unknown>;
  }
}

/** Most iterators with a `return` are generators: V8 inlines a call of the `next` that it knows. */
class GuardedGenerator extends GuardedIterator {
  readonly #generator: Iterator<unknown>;

  constructor(generator: Iterator<unknown>, next: Iterator<unknown>["next"]) {
    super(generator, next);
    this.#generator = generator;
  }

  override next(): IteratorResult<unknown> {
    return callGeneratorNext(this.#generator);
  }
}

/** Source: `for (k in object)`. A native `for-in` inside looks at the object when each key has its turn, as the program's would. */
export function keys(object: unknown): unknown {
  return new KeyCursor(object, eachKey(object as object));
}

/** The keys of a loop that has begun, as long as the object has them. */
function* eachOf(keys: readonly string[], object: object): Generator<string, undefined, undefined> {
  for (const key of keys) if (key in object) yield key;
  return undefined;
}

function* eachKey(object: object): Generator<string, undefined, undefined> {
  for (const key in object) yield key;
  return undefined;
}

/** Without `return`, by which leaving a loop would end the generator. */
export class KeyCursor {
  /** What the loop is over. */
  readonly object: unknown;
  #keys: Iterator<string>;

  constructor(object: unknown, keys: Iterator<string>) {
    this.object = object;
    this.#keys = keys;
  }

  /** One that goes on with these. */
  static of(object: unknown, keys: readonly string[]): KeyCursor {
    return new KeyCursor(object, eachOf(keys, Object(object) as object));
  }

  /** What it would give if the loop ran to its end now. It goes on with that. */
  remaining(): readonly string[] {
    const keys = [...{ [Symbol.iterator]: () => this.#keys }];
    this.#keys = eachOf(keys, Object(this.object) as object);
    return keys;
  }

  [Symbol.iterator](): this {
    return this;
  }

  next(): IteratorResult<string> {
    return this.#keys.next();
  }
}

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
      const close = state.saving ? undefined : (target as Partial<Iterator<undefined>>).return;
      return close === undefined ? { value: undefined, done: true } : Reflect.apply(close, target, []);
    },
  };
}
