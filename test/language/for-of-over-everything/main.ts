import { tick } from "../shared/tick.js";

function mutated(): string {
  const log: unknown[] = [];
  const list = [1, 2, 3];
  for (const x of list) {
    log.push(tick(x));
    if (x === 1) list.push(4);
    if (x === 3) list.length = 3;
  }
  const map = new Map([
    ["a", 1],
    ["b", 2],
  ]);
  for (const [k, v] of map) {
    log.push(tick(k) + v);
    if (k === "a") map.set("c", 3).delete("b");
  }
  const set = new Set([1, 2]);
  for (const x of set) {
    log.push(tick(x));
    set.delete(x);
    if (x < 4) set.add(x + 2);
  }
  for (const x of [5, , 7]) log.push(tick(x));
  return log.map(String).join();
}

function iterables(): string {
  const log: unknown[] = [];
  for (const c of "a😀b") log.push(tick(c));
  for (const x of new Uint8Array([1, 2])) log.push(tick(x));
  for (const x of [1, 2]
    .values()
    .map((n) => tick(n * 2))
    .filter((n) => tick(n > 2)))
    log.push(tick(x));
  for (const [i, x] of ["x", "y"].entries()) log.push(tick(i) + x);
  for (const m of "a1b2".matchAll(/\d/g)) log.push(tick(m[0]));
  for (const x of new Map([[1, 2]]).values()) log.push(tick(x));
  for (const p of new URLSearchParams("q=1&r=2")) log.push(tick(p.join("=")));
  for (const x of (function* () {
    yield* [1, 2];
  })())
    log.push(tick(x));
  for (const x of new String("hi")) log.push(tick(x));
  return log.map(String).join();
}

function shared(): string {
  const iterator = [1, 2, 3, 4, 5, 6].values();
  const log: unknown[] = [];
  for (const x of iterator) {
    log.push(tick(x));
    if (x === 2) break;
  }
  for (const x of iterator) {
    log.push(`second ${tick(x)}`);
    log.push(iterator.next().value);
  }
  return log.join();
}

function patchedArrayIterator(): string {
  const list = [1, 2, 3];
  const log: unknown[] = [];
  (list as { [Symbol.iterator]: unknown })[Symbol.iterator] = function* () {
    yield tick("patched");
  };
  for (const x of list) log.push(tick(x));
  return log.join();
}

function targets(): string {
  const o: { p: unknown; list: unknown[] } = { p: 0, list: [] };
  for (o.p of [1, tick(2)]) o.list.push(tick(o.p));
  for (o.list[o.list.length] of [3, 4]) tick(0);
  let a, b;
  for ([a, b = tick("d")] of [[1], [2, 3]] as (number | string)[][]) o.list.push(tick(a), b);
  for ({ a } of [{ a: 5 }]) o.list.push(tick(a));
  for (var v of [6]) tick(v);
  return o.list.join() + v!;
}

console.log(mutated(), iterables(), shared(), patchedArrayIterator(), targets());
