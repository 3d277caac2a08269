// A module that waits while it is loaded: what it waits for is no initialiser that could be computed elsewhere.
import { tick } from "../shared/tick.js";

const later = <T>(value: T): Promise<T> => Promise.resolve(tick(value));

const first = await later(1);
let second = first + (await later(2));
class Named {
  [await later("method")](): number {
    return tick(second);
  }
}

function add(n: number): number {
  for (let i = 0; i < n; i++) second += tick(1);
  return second;
}

for (let i = 0; i < 2; i++) add(await later(i));
console.log(first, add(2), Object.getOwnPropertyNames(Named.prototype).join());
