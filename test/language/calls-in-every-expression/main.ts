import { note, thrown, tick } from "../shared/tick.js";

const say = <T>(value: T): T =>
  note(String(typeof value === "function" ? "function" : typeof value === "symbol" ? "symbol" : value), value);

function logicalAssignment(): string {
  const o: any = { a: 0, b: null, c: 1, d: { e: undefined } };
  const at = (): any => note("object", o);
  const log: unknown[] = [];
  log.push((o.a ||= say(1)), (at().b ??= say(2)), (at()[say("c")] &&= say(3)), (o.c ||= say("never")), (at().d.e ??= at().c));
  o.a ??= say("never");
  at()[say("new")] ??= say(4);
  o.text = "t";
  o.text += say("u");
  at()[say("text")] += say("v");
  at().n = o.c ** say(2) + o.c-- + ++o.c;
  o.n **= say(2);
  let x: any;
  x ??= say(5);
  x &&= say(6);
  x <<= say(1);
  x ||= say("never");
  log.push(x, JSON.stringify(o));
  return log.join();
}

function sequences(): unknown[] {
  const a = (say(1), say(2), say(3));
  let n = 0;
  for (n = say(0), say("start"); say(n < 2) && say(true); say("step"), n++) say(`body ${n}`);
  const b = say(false) ? say("never") : (say("x"), say(true)) ? say("yes") : say("never");
  return [a, b, void say(1), typeof say("text"), !say(0), -say(2), +say("3"), ~say(1), delete ({ k: 1 } as any)[say("k")]];
}

class Base {
  static [Symbol.hasInstance](value: unknown): boolean {
    return say(value === 1);
  }
  readonly items: unknown[];
  constructor(...items: unknown[]) {
    this.items = items;
  }
}
function relations(): unknown[] {
  const make = (): typeof Base => note("class", Base);
  return [
    (say(1) as any) instanceof (make() as any),
    (2 as any) instanceof (say(Base) as any),
    say("k") in say({ k: 1 }),
    say("x") in (note("object", { toString: () => "object" }) as any),
    say(1) < say(2),
    say("a") + say(1) === say("a1"),
    (say(3) as number) > (note("converted", { valueOf: () => tick(2) }) as any),
  ];
}

function constructions(): unknown[] {
  const list = (): number[] => note("list", [1, 2]);
  const made = new (note("class", Base))(...list(), say(3), ...say([4]));
  const inner = new Base(new Base(say(1), ...list()).items.length, ...new Set(list()));
  return [
    made.items,
    inner.items,
    Math.max(...list(), say(5)),
    [...list(), , say(6), ...say("ab")],
    {
      ...(say({ a: 1 }) as object),
      [say("b")]: say(2),
      ...(say(null) as any),
      [`${say("c")}`]: (): number => 1,
      get [say("d")]() {
        return 4;
      },
    },
    new Date(say(2020), say(1)).getFullYear(),
    new (class extends Base {})(say(7)).items,
  ];
}

function texts(): string {
  const s = Symbol("s");
  return [
    `${say(1)}-${say(`${say("inner")}${say(2)}`)}`,
    `${{ toString: () => say("converted") }}${say(3)}`,
    thrown(() => `${say(1)}${s as any}${say("never")}`),
    say("abc").replace(/b/g, (match) => say(match.toUpperCase())),
    [3, 1, 2].sort((a, b) => tick(a - b)).map((x) => tick(x * 2)),
    JSON.stringify({ a: { toJSON: () => say("json") } }, (_key, value) => tick(value)),
    JSON.parse('{"a":[1,2]}', (_key, value) => (typeof value === "number" ? tick(value + 1) : value)).a,
    Array.from({ length: say(2) }, (_, i) => tick(i)),
    Reflect.apply(say, undefined, [say("reflected")]),
    Reflect.construct(Base, [say(8)]).items,
    [...say(new Map([[1, say("mapped")]])).values()],
  ].join(" ");
}

async function suspended(): Promise<string> {
  const later = async <T>(value: T): Promise<T> => {
    await null;
    return note(`later ${value}`, value);
  };
  const o: any = { a: null, list: [] };
  o.a ??= await later(1);
  o[await later("key")] ||= await later(2);
  o.list[await later(0)] = (await later(3)) + o.a + (await later(o.a));
  const [first, ...rest] = [await later("x"), ...(await later([4, 5]))];
  const text = `${await later("t")}${say(1)}${await later("u")}`;
  const tested = (await later(false)) ? 1 : ((await later(null)) ?? (await later("d")));
  for (const k in await later({ p: 1, q: 2 })) o.list.push(await later(k));
  const module = await import(`${await later("./other")}.js`);
  return JSON.stringify([
    o,
    first,
    rest,
    text,
    tested,
    typeof (await later("t")),
    new Base(...(await later([1]))).items,
    module.other(say(1)),
  ]);
}

function* yielding(): Generator<unknown, unknown, any> {
  const o: any = { x: 1 };
  o.x += yield "plus";
  o[yield "key"] ??= yield "value";
  const made = new Base(yield 1, ...(yield 2));
  for (const k in yield "object") o[k] = yield k;
  switch (yield "subject") {
    case yield "case":
      o.switched = yield* inner();
  }
  return [o, made.items, typeof (yield "typeof"), (yield "left") in (yield "right"), `${yield "t"}${yield "u"}`, (yield "a", yield "b")];
}
function* inner(): Generator<string, string, string> {
  return (yield "inner") + (yield "more");
}

console.log(logicalAssignment());
console.log(sequences());
console.log(relations());
console.log(constructions());
console.log(texts());
const iterator = yielding();
const inputs = [2, "k", "v", 5, [6, 7], { m: 0, n: 0 }, 8, 9, 1, 1, "i", "j", {}, "q", { q: 1 }, "tt", "uu", "aa", "bb"];
let step = iterator.next();
for (const input of inputs) {
  console.log(JSON.stringify(step));
  step = iterator.next(input);
}
console.log(JSON.stringify(step));
void suspended().then(console.log);
