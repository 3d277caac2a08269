// An asynchronous generator that moves is not asked for its iterator by a method that the program has replaced for all of them.
import { tick } from "../shared/tick.js";

const prototypeOf = (generator: () => object): object =>
  Object.getPrototypeOf(Object.getPrototypeOf(Object.getPrototypeOf(generator.call(undefined)))) as object;

/** While `action` runs, no asynchronous generator can be asked. */
async function withoutIterator(action: () => Promise<string>): Promise<string> {
  const [prototype, name] = [prototypeOf(countLater), Symbol.asyncIterator];
  const before = Object.getOwnPropertyDescriptor(prototype, name) as PropertyDescriptor;
  Object.defineProperty(prototype, name, {
    configurable: true,
    get: () => {
      throw new Error("the program's own getter was asked");
    },
  });
  try {
    return await action();
  } finally {
    Object.defineProperty(prototype, name, before);
  }
}

async function* countLater(): AsyncGenerator<number, string, string> {
  let total = 0;
  for (let n = 1; n < 4; n++) total += tick((yield n + tick(total)).length);
  return `total ${tick(total)}`;
}

async function main(): Promise<void> {
  const later = countLater();
  console.log(await later.next());
  console.log(await withoutIterator(async () => JSON.stringify([await later.next("a"), await later.next("bc"), await later.next("d")])));
}
void main();
