// While a program has put a function of its own in the place of the iterator of arrays, no stack is read: that would run the function.
import { tick } from "../shared/tick.js";

const native = Array.prototype[Symbol.iterator];

function* everyOther(this: unknown[]): ArrayIterator<unknown> {
  for (let i = 0; i < this.length; i += 2) yield tick(this[i]);
}

function collect(list: readonly number[]): string {
  let text = "";
  for (const value of list) text += ` ${tick(value)}`;
  const [a, b] = list;
  return `${text}; ${a} ${b}; ${[...list].length}`;
}

const list = [1, 2, 3, 4, 5];
console.log(collect(list));
Array.prototype[Symbol.iterator] = everyOther as typeof native;
const replaced = collect(list);
Array.prototype[Symbol.iterator] = native;
console.log(replaced);
console.log(collect(list));

// Arrows without parameters of their own hand on their arguments.
const plain = (): string => tick("plain");
const rest = (...values: number[]): number => tick(values.length);
Array.prototype[Symbol.iterator] = (() => {
  throw new Error("the program's own iterator was asked");
}) as never;
const [first, second] = { [Symbol.iterator]: () => native.call([plain(), rest(1, 2, 3)]) } as unknown as [string, number];
Array.prototype[Symbol.iterator] = native;
console.log(first, second);
