import { note, tick } from "../shared/tick.js";

function changes(): string {
  const log: string[] = [];
  const o: Record<string, number> = { a: 1, b: 2, c: 3, d: 4 };
  for (const key in o) {
    log.push(tick(key));
    if (key === "a") delete o["b"];
    if (key === "c") {
      o["added"] = 1;
      delete o["d"];
      o["d"] = 5;
    }
  }
  return log.join();
}

function inherited(): string {
  const log: string[] = [];
  const base = { x: 1, hidden: 2 };
  const o = Object.create(base, { hidden: { value: 3, enumerable: false }, y: { value: 4, enumerable: true } });
  for (const key in o) {
    log.push(tick(key));
    delete (base as { x?: number }).x;
  }
  class C {
    own = 1;
    method(): void {}
  }
  for (const key in new C()) log.push(tick(key));
  return log.join();
}

function values(): string {
  const log: unknown[] = [];
  for (const key in "ab" as unknown as object) log.push(tick(key));
  for (const key in [7, , 9]) log.push(tick(key), typeof key);
  for (const key in null as unknown as object) log.push(tick(key));
  for (const key in undefined as unknown as object) log.push(tick(key));
  for (const key in 5 as unknown as object) log.push(tick(key));
  for (const key in { 2: 1, 1: 1, b: 1, a: 1, [Symbol("s")]: 1 }) log.push(tick(key));
  for (const key in note("source", { z: 1 })) log.push(tick(key));
  return log.join();
}

function proxied(): string {
  const log: string[] = [];
  const target: Record<string, number> = { a: 1, b: 2, c: 3 };
  const proxy = new Proxy(target, {
    ownKeys(t) {
      log.push("ownKeys");
      return Reflect.ownKeys(t);
    },
    getOwnPropertyDescriptor(t, key) {
      log.push(`descriptor ${String(key)}`);
      return Reflect.getOwnPropertyDescriptor(t, key);
    },
    getPrototypeOf() {
      log.push("prototype");
      return null;
    },
    has(t, key) {
      log.push(`has ${String(key)}`);
      return Reflect.has(t, key);
    },
  });
  for (const key in proxy) {
    log.push(tick(key));
    if (key === "a") delete target["b"];
  }
  return log.join();
}

function leaving(): string {
  const log: string[] = [];
  outer: for (const a in { x: 1, y: 2 }) {
    for (const b in { p: 1, q: 2, r: 3 }) {
      if (tick(b) === "q") continue;
      if (b === "r") continue outer;
      log.push(a + b);
      try {
        if (a === "y") break outer;
      } finally {
        log.push(tick("f"));
      }
    }
  }
  return log.join();
}

console.log(changes(), inherited(), values(), leaving());
console.log(proxied());

function overTheLast(): string {
  const seen: string[] = [];
  for (const key in (seen.push("first"), tick({ a: 1 }))) seen.push(tick(key));
  let last: string;
  for (last in (tick(null), note("second", { b: 2 }))) seen.push(tick(last));
  return seen.join();
}

console.log(overTheLast());
