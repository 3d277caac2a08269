// Closures that the standard library calls and does not keep: they are text of the function around them. And closures that only seem to be such.
import { thrown, tick } from "../shared/tick.js";

interface Item {
  readonly id: number;
  readonly tags: readonly string[];
}
const items: readonly Item[] = [
  { id: 1, tags: ["a", "bb"] },
  { id: 2, tags: ["ccc"] },
  { id: 3, tags: [] },
];
let calls = 0;

/** Variables of iterations, reassigned and shared variables, between update points. */
function inLoops(): string[] {
  const found: string[] = [];
  let total = tick(0);
  for (const item of items) {
    let seen = tick(0);
    items.forEach((other) => {
      calls++;
      if (other.id >= item.id) seen += other.tags.length;
      total += seen;
    });
    const names = items.flatMap(({ tags, id }) => tags.map((tag) => `${tag}${id}${item.id}`).filter((tag) => tag.length > seen));
    found.push(`${item.id}:${tick(seen)}:${names.join()}:${tick(total)}`);
  }
  for (let i = 0; i < 2; i++) found.push(tick(String(items.findIndex((item) => item.id > i + 1))));
  return found;
}

/** Names that stand for something else within. */
function shadowed(item: number): string {
  const a = tick([3, 1, 2]);
  {
    const b = a.map((item) => item * 2);
    a.push(tick(b.length));
  }
  const b = a.some((a) => a > 2);
  const sorted = [...a].sort((b, c) => {
    const { d } = { d: b - c };
    {
      const { d } = { d: item };
      if (d > 100) return d;
    }
    return d;
  });
  const ended = a.map((value) => {
    try {
      if (value > 2) return "large";
      return `small ${value}`;
    } finally {
      calls++;
    }
  });
  return [tick(item), b, sorted, ended].join(" ");
}

class Base {
  get word(): string {
    return "base";
  }
}
class Derived extends Base {
  #rate = 3;
  readonly halves = [2, 4].map((n) => n / 2);
  readonly sums: number[];
  constructor(given: readonly number[]) {
    const doubled = given.map((n) => n * 2);
    super();
    this.sums = doubled.map((n) => n + this.#rate + tick(1));
    tick(this.sums.forEach((n) => (this.#rate += n)));
  }
  override get word(): string {
    return tick([1, 2].reduce((text, n) => `${text}${n}${super.word}${this.#rate}`, tick("")));
  }
  static of(...all: number[]): string {
    const that = new Derived(all.filter((n) => n !== tick(2) && n < Derived.most));
    return that.word;
  }
  static most = 5;
}

function withDefaults(n = items.reduce((sum, { id, tags: [first = "none"] }) => sum + id + first.length, 0), m = tick(n)): number {
  return [n, m].reduce((a, b) => a + b);
}

function* generated(): Generator<number> {
  for (const n of [1, 2]) yield* [tick(n), n + 1].map((m) => m * n);
}

async function waiting(): Promise<string> {
  let text = "";
  for (const n of [1, 2]) {
    await new Promise<void>((resolve) => setTimeout(resolve, tick(1)));
    text += await new Promise<string>((resolve, reject) => {
      if (n === 3) reject(new Error("never"));
      setImmediate(resolve, `${n}${tick(text)};`);
    });
    text += [n].map((m) => m + n).join();
  }
  return tick(text);
}

/** A variable that has no value yet. */
function tooEarly(): string {
  const why = thrown(() => {
    const all: number[] = [1].map((n) => n + all.length);
    return all;
  });
  return tick(why);
}

/** These stay, or are met by updates. */
const kept: (() => number)[] = [];
class Keeper {
  map(f: () => number): void {
    kept.push(f);
  }
}
function seeming(given: (n: number) => number): unknown[] {
  const keeper = new Keeper();
  let n = tick(1);
  keeper.map(() => n);
  const makers = [10, 20].map((m) => () => m + n);
  n = tick(2);
  return [
    [1, 2].map((m) => tick(m) + n),
    [1, 2].map(given),
    [3].map((m) => given(m)),
    makers.map((make) => tick(make())),
    kept.map((make) => make()),
    [5, 6].map(
      function (this: { base: number }, m) {
        return this.base + tick(m);
      },
      { base: n },
    ),
    [7].flatMap((m) => {
      let sum = 0;
      for (let i = 0; i < m; i++) sum += i;
      return [sum];
    }),
  ];
}
function handedOn(): number[] {
  return [1, 2].map((n) => n + arguments.length);
}

console.log(inLoops(), calls);
console.log(shadowed(5), calls);
console.log(Derived.of(1, 2, 3, 9), new Derived([1]).halves, new Derived([4]).sums);
console.log(withDefaults(), withDefaults(2), withDefaults(undefined, 1), [...generated()]);
console.log(
  tooEarly(),
  seeming((n) => tick(n) * 2),
  Reflect.apply(handedOn, undefined, [1, 2, 3]),
);
void waiting().then((text) => console.log(text));
