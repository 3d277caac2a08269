import { note, tick } from "../shared/tick.js";

const traced = (): Record<string, number> => {
  const store: Record<string, number> = { a: 1, b: 2 };
  return new Proxy(store, {
    get(target, key) {
      console.log("get", String(key));
      return target[String(key)];
    },
    set(target, key, value) {
      console.log("set", String(key), value);
      target[String(key)] = tick(value);
      return true;
    },
  });
};

function members(): string {
  const t = traced();
  t["a"] += note("value", 10);
  t[note("key", "b")] *= note("factor", 3);
  note("object", t)["a"] -= note("less", 1);
  t["c"] ??= note("c", 7);
  t["c"] ??= note("never", 8);
  t["a"] &&= note("a", 5);
  t["z"] ||= note("z", 6);
  note("object", t)[note("key", "z")] ||= note("never", 9);
  t["a"] = t["b"] = note("both", 4);
  return JSON.stringify(t);
}

function locals(): string {
  let x = 1;
  x += tick(2) + (x += tick(3));
  let s = "s";
  s += tick("t") + (s = tick("u"));
  let n: number | null = null;
  n ??= tick(5);
  let i = 0;
  const list = [10, 20, 30];
  list[i++] = tick(i);
  list[i] = i = tick(2);
  list[i] += i++ + tick(i);
  x = (tick(1), x) + (x = tick(100));
  return [x, s, n, i, list].join();
}

function keysAreConvertedOnce(): string {
  let conversions = 0;
  const key = {
    toString(): string {
      conversions++;
      return "k";
    },
  };
  const o: Record<string, number> = { k: 1 };
  o[key as unknown as string]! += tick(2);
  o[key as unknown as string] = tick(o["k"]! + 1);
  return `${o["k"]} ${conversions}`;
}

function destructuringAssignment(): string {
  const o: { p?: number; q?: number; r?: unknown } = {};
  let a: number | undefined;
  let rest: object | undefined;
  [o.p, o["q"], a = tick(9)] = [tick(1), tick(2)];
  ({ x: o.r, ...rest } = tick({ x: tick(3), y: 4, z: 5 }));
  const returned = ([a] = tick([7]));
  [a, o.p] = [o.p, a];
  return JSON.stringify([o, a, rest, returned]);
}

function updates(): string {
  const o = { n: 1, list: [1, 2] };
  const log = [note("o", o).n++, ++note("o", o).n, o.list[note("i", 0)]!--, --o.list[tick(1)]!];
  return JSON.stringify([o, log]);
}

console.log(members(), locals(), keysAreConvertedOnce(), destructuringAssignment(), updates());
