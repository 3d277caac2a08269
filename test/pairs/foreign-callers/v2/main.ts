import { hold, waitForFile } from "./hold.js";
import { stay } from "./stay.js";

let calls = 0;

/** Called back by what is not updatable. */
function work(n: number): number {
  calls++;
  if (calls === 2) {
    console.log("inside");
    waitForFile("RELEASE");
  }
  console.log(`v2 work ${n}`);
  return n * 10;
}

function inMap(): string {
  if (calls > 99) return "v2";
  return [1, 2, 3].map((n) => work(n)).join();
}

function inSort(): string {
  if (calls > 99) return "v2";
  return [3, 1, 2].sort((a, b) => work(a) - work(b)).join();
}

function inReviver(): string {
  if (calls > 99) return "v2";
  const parsed = JSON.parse('{"a":1,"b":2,"c":3}', (_key, value: unknown) => (typeof value === "number" ? work(value) : value)) as object;
  return JSON.stringify(parsed);
}

function inReplace(): string {
  if (calls > 99) return "v2";
  return "1-2-3".replace(/\d/g, (digit) => String(work(Number(digit))));
}

class Account {
  readonly #n: number;

  constructor(n: number) {
    this.#n = work(n);
  }

  get amount(): number {
    return work(this.#n);
  }
}

function inConstructor(): string {
  if (calls > 99) return "v2";
  const accounts = [new Account(1), new Account(2)];
  return accounts.map(String).length.toString();
}

function inGetter(): string {
  if (calls > 99) return "v2";
  const account = new Account(1);
  const amount = account.amount;
  return `${amount}`;
}

function inProxy(): string {
  if (calls > 99) return "v2";
  const proxy = new Proxy({ a: 1, b: 2 } as Record<string, number>, { get: (target, key) => work(target[String(key)] ?? 0) });
  const [a, b] = [proxy["a"], proxy["b"]];
  return `${a} ${b}`;
}

/** Each method of it is called by the language, not by a call. */
class Implicit {
  static [Symbol.hasInstance](value: unknown): boolean {
    return work(Number(value)) > 0;
  }
  set amount(n: number) {
    work(n);
  }
  valueOf(): number {
    return work(4);
  }
  toString(): string {
    return String(work(5));
  }
  toJSON(): number {
    return work(6);
  }
  *[Symbol.iterator](): Generator<number> {
    yield work(7);
    yield work(8);
  }
}

function inSetter(): string {
  if (calls > 99) return "v2";
  const implicit = new Implicit();
  implicit.amount = 1;
  implicit.amount = 2;
  return "set";
}

function inInstanceof(): string {
  if (calls > 99) return "v2";
  const found = (1 as unknown) instanceof Implicit && (2 as unknown) instanceof Implicit;
  return String(found);
}

function inConversion(): string {
  if (calls > 99) return "v2";
  const sum = +new Implicit() + +new Implicit();
  return `${sum}`;
}

function inTemplate(): string {
  if (calls > 99) return "v2";
  const text = `${new Implicit()} ${new Implicit()}`;
  return text;
}

function inSpread(): string {
  if (calls > 99) return "v2";
  const list = [...new Implicit()];
  return list.join();
}

function inToJson(): string {
  if (calls > 99) return "v2";
  const text = JSON.stringify([new Implicit(), new Implicit()]);
  return text;
}

function inArrayFrom(): string {
  if (calls > 99) return "v2";
  const list = Array.from([1, 2, 3], (n) => work(n));
  return list.join();
}

const ways: Readonly<Record<string, () => string>> = {
  inMap,
  inSort,
  inReviver,
  inReplace,
  inConstructor,
  inGetter,
  inProxy,
  inSetter,
  inInstanceof,
  inConversion,
  inTemplate,
  inSpread,
  inToJson,
  inArrayFrom,
};

function main(way: string): void {
  const result = ways[way]?.();
  console.log(`v2 result ${result}`);
  hold(1);
  console.log("v2 end");
}

main(process.env["WAY"] ?? "");
stay();
