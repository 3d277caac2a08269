import { note, tick } from "../shared/tick.js";

function* each<T>(source: Iterable<T>): Generator<T> {
  for (const value of source) {
    tick(value);
    yield value;
  }
}

const all = (source: Iterable<unknown>): string => [...each(source)].map((value) => String(tick(value))).join();

function* growing(list: number[]): Generator<number> {
  for (const value of list) {
    if (value < 3) list.push(tick(value + 2));
    yield value;
  }
}

function* sums(lists: number[][]): Generator<number> {
  for (const list of lists) {
    let sum = 0;
    for (const value of list) sum += tick(value);
    yield sum;
    for (const value of list) if (tick(value) === sum) return;
  }
}

/** An iterator that says when it is closed. */
function closable(name: string): Iterable<number> {
  let value = 0;
  return {
    [Symbol.iterator]: () => ({
      next: () => ({ value: tick(++value), done: false }),
      return: () => note(name, { value: undefined, done: true as const }),
    }),
  };
}

function* until(source: Iterable<number>, limit: number): Generator<number> {
  for (const value of source) {
    if (value > limit) return;
    yield tick(value);
  }
}

async function* slowly(source: Iterable<number | Promise<number>>): AsyncGenerator<number> {
  for (const value of source) yield (await value) + tick(1);
}

/** What the program puts in the place of the native method counts. */
function withOtherNext(): string {
  const prototype = Object.getPrototypeOf([][Symbol.iterator]()) as { next: unknown };
  const { next } = prototype;
  const generator = each([1, 2, 3]);
  prototype.next = () => ({ value: undefined, done: true });
  try {
    return String(generator.next().done);
  } finally {
    prototype.next = next;
  }
}

console.log(all([1, , 3]), all("a😀b"), all(new Set([1, 2])), all(new Map([["k", 1]])), all(each([7, 8])));
console.log([...growing([1, 2])].join(), [...sums([[1, 2], [4], [5]])].join());
console.log([...until(closable("by return"), 2)].join());
for (const value of until(closable("by break"), 9)) if (value === 3) break;
console.log(withOtherNext());

async function main(): Promise<void> {
  for await (const value of slowly([1, Promise.resolve(2), 3])) console.log(tick(value));
}
void main();
