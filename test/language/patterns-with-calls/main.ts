import { note, thrown, tick } from "../shared/tick.js";

/** An object that tells which of its properties are read, and in which order. */
const traced = <T extends object>(name: string, target: T): any =>
  new Proxy(target, {
    get: (o, key) => (console.log(`read ${name}.${String(key)}`), Reflect.get(o, key)),
    ownKeys: (o) => (console.log(`keys of ${name}`), Reflect.ownKeys(o)),
  });
/** An iterator that tells each step, and how it was left. */
function* steps(name: string, ...values: unknown[]): Generator<any, void, undefined> {
  try {
    for (const value of values) {
      console.log(`step ${name}`, value);
      yield value;
    }
  } finally {
    console.log(`${name} is closed`);
  }
}
const key = (name: string): string => note(`key ${name}`, name);

function declarations(o: any): string {
  const { a, b = note("b", 2), [key("c")]: c, d: { e = note("e", 5), ...f } = note("d", {} as any), ...rest } = note("source", o);
  let { g = () => 0, h = note("h", class {}) } = o;
  const named = g.name;
  g = h = undefined as any;
  var { i = tick("i"), 1: one = note("one", 1), "two words": two = tick(2) } = traced("i", o);
  return JSON.stringify([a, b, c, e, f, rest, named, g, h, i, one, two]);
}

function arrays(list: any): string {
  const [a = note("a", 1), , b = note("b", 2), [c = note("c", 3)] = note("inner", [] as any[]), { d = note("d", 4) } = {} as any, ...rest] =
    list;
  return JSON.stringify([a, b, c, d, rest]);
}

function assignments(o: any, list: any): string {
  const target: any = { list: [] };
  const of = (name: string): any => note(`target ${name}`, target);
  let x: unknown;
  ({ a: of("a").a = note("default a", 1), [key("b")]: of("b")[key("bb")], x = note("x", 2), ...of("rest").rest } = traced("o", o));
  [of("first").first = note("default first", 1), x = note("x", 3), ...target.list] = list;
  const whole = ({ a: target.again = tick(7) } = o);
  return JSON.stringify([target, x, whole === o]);
}

function parameters(
  { a = note("a", 1), ...rest }: any,
  [b, c = note("c", a + b)]: any = note("second", [10]),
  d = note("d", `${a}${b}`),
  ...[e = note("e", 5), f]: any[]
): string {
  const seen = (): unknown[] => [a, b, c, d, e, f];
  a = note("assigned", a);
  return JSON.stringify([seen(), rest]);
}
const arrow = ({ x = note("x", 1) }: any = {}, y = note("y", x)): unknown => [x, y];
class Point {
  readonly sum: number;
  constructor({ x = note("x", 1), y = note("y", x) }: any = {}) {
    this.sum = x + y;
  }
  static of([x, y = note("y", 2)]: any): Point {
    return new Point({ x, y });
  }
  set both({ x = note("x", 3) }: any) {
    console.log("both", x);
  }
}

function loops(): string {
  const log: unknown[] = [];
  const later: (() => unknown)[] = [];
  for (const { a = note("a", 1), b } of [{ b: 1 }, { a: 2, b: 2 }, { b: 3 }]) {
    if (b === 2) continue;
    later.push(() => `${a}${b}`);
    log.push(tick(a));
  }
  outer: for (const [x = note("x", 0), y] of steps("loop", [1, 2], steps("inner", undefined, 5), [3, 9])) {
    for (let [z = note("z", x)] of [[y], []] as any[]) {
      z = tick(z);
      if (z === 5) continue outer;
      log.push(z);
      if (z === 9) break outer;
    }
  }
  let last: unknown;
  for ({ [key("p")]: last = note("last", 4) } of [{ p: 1 }, {}] as any[]) log.push(last);
  return [...log, ...later.map((f) => f())].join();
}

function caught(error: unknown): string {
  try {
    throw error;
  } catch ({ message = note("message", "none"), code: [first = note("first", 1)] = [] as any }: any) {
    return `${message} ${first}`;
  }
}

function failing(): string {
  const boom = (name: string): never => {
    tick(0);
    throw new Error(name);
  };
  return [
    () => {
      const [a = boom("a")] = steps("failing", undefined, 2);
      return a;
    },
    () => {
      const [{ x = tick(1) }, y] = steps("not an object", null);
      return [x, y];
    },
    () => {
      const { a = boom("in an object") } = {} as any;
      return a;
    },
    () => {
      const [a = tick(1)] = (function* (): Generator<any> {
        boom("in a step");
      })();
      return a;
    },
    ({ a = boom("in a parameter") }: any = {}) => a,
  ]
    .map((f) => thrown(f).replace(/^(TypeError).*/, "$1"))
    .join("; ");
}

async function suspended(o: any, { p = await0("p") }: any = {}): Promise<string> {
  const { a = await later("a"), [await later("k")]: k, ...rest } = await later(o);
  const [b = await later("b"), c] = steps("awaited", undefined, 2);
  for (const [d = await later("d")] of [[1], []]) console.log(d);
  return JSON.stringify([a, k, rest, b, c, await p]);
}
async function later<T>(value: T): Promise<T> {
  await null;
  return note("later", value);
}
const await0 = (x: string): Promise<string> => later(x);

function* yielding(): Generator<string, string, any> {
  const { a = yield "a", [yield "key"]: b } = yield "source";
  const [c = yield "c"] = steps("yielding", undefined, 1);
  return [a, b, c].join();
}

console.log(declarations({ a: 1, c: 3, j: 9, d: { e: undefined, z: 1 } }));
console.log(declarations({ b: null, g: 1, h: 2, i: 3, 1: "one", "two words": "given" }));
console.log(arrays([undefined, 1, undefined, undefined, undefined, 7, 8]));
console.log(arrays(steps("array", 1, 2, 3, [4], { d: 5 }, 6)), arrays(steps("short")));
console.log(assignments({ a: 1, b: 2, c: 3 }, steps("assigned", undefined, 2, 3)));
console.log(parameters({ z: 1 }), parameters.length, parameters({ a: 5 }, [6, 7], undefined, undefined, "f", "g"));
console.log(arrow(), arrow({ x: 2 }), arrow.length, new Point().sum, Point.of([5]).sum, Point.length);
new Point().both = {};
console.log(loops());
console.log(caught(new Error("thrown")), caught({ code: [undefined] }));
console.log(failing());
void suspended({ k: 1, l: 2 }).then(console.log);
const iterator = yielding();
console.log(iterator.next(), iterator.next({ b: 1 }), iterator.next("x"), iterator.next("b"), iterator.next("c"));

function nothingNamed(): void {
  const [[] = note("unused", []), {} = note("used", {})] = steps("empty", []);
}
nothingNamed();

function* endedWithin(): Generator<string, void, string> {
  for (const [a = yield "in the head"] of [steps("ended", undefined)]) note("never", a);
}
const ended = endedWithin();
console.log(ended.next(), ended.return());
