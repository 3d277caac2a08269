import { tick } from "../shared/tick.js";

const fib = (n: number): number => (n < 2 ? n : fib(n - 1) + fib(n - 2));
const isEven = (n: number): boolean => n === 0 || isOdd(n - 1);
function isOdd(n: number): boolean {
  if (n === 0) return false;
  return isEven(n - 1);
}

interface Tree {
  value: number;
  children: Tree[];
}
const tree = (depth: number): Tree => ({ value: tick(depth), children: depth === 0 ? [] : [tree(depth - 1), tree(depth - 1)] });
const sumByMap = (t: Tree): number => t.children.map((c) => sumByMap(c)).reduce((a, b) => a + tick(b), t.value);
const sumByForEach = (t: Tree): number => {
  let sum = t.value;
  t.children.forEach((c) => {
    sum += sumByForEach(c);
    tick(sum);
  });
  return sum;
};
const flat = (t: Tree): number[] => [t.value, ...t.children.flatMap(flat)];

const sortDeep = (list: number[], depth: number): number[] =>
  list.toSorted((a, b) => (depth > 0 ? sortDeep([b, a], depth - 1)[0]! - sortDeep([a, b], depth - 1)[1]! : tick(a) - tick(b)) || a - b);

const replaceDeep = (s: string): string =>
  s.replace(/\((\w*)\)/g, (_, inner: string) => (inner === "" ? tick("!") : replaceDeep(`[${inner.slice(1)}]`) + replaceDeep("()")));

const revived: string[] = [];
const parsed = JSON.parse('{"a":[1,{"b":2}],"c":"{\\"d\\":3}"}', function (key, value) {
  revived.push(`${key}${Array.isArray(this)}`);
  return typeof value === "string" && value.startsWith("{") ? JSON.parse(value, (_, v) => tick(v)) : tick(value);
});

class Lazy {
  constructor(readonly depth: number) {}
  get sum(): number {
    return this.depth === 0 ? tick(1) : new Lazy(this.depth - 1).sum + tick(this.depth);
  }
  toString(): string {
    return this.depth === 0 ? tick(".") : `<${new Lazy(this.depth - 1)}>`;
  }
  valueOf(): number {
    return this.depth === 0 ? tick(1) : 2 * +new Lazy(this.depth - 1);
  }
  toJSON(): unknown {
    return this.depth === 0 ? tick("leaf") : { child: new Lazy(this.depth - 1) };
  }
}

const proxied = (depth: number): Record<string, unknown> =>
  new Proxy({} as Record<string, unknown>, {
    get: (_, key) => (depth === 0 ? tick(String(key)) : (proxied(depth - 1)[String(key)] as string) + depth),
    has: (_, key) => depth === 0 || (tick(key) !== "" && Reflect.has(proxied(depth - 1), key)),
  });

class Chain {
  readonly next: Chain | undefined;
  constructor(depth: number) {
    this.next = depth > 0 ? new Chain(depth - 1) : undefined;
    tick(depth);
  }
  get length(): number {
    let n = 0;
    for (let at: Chain | undefined = this; at !== undefined; at = at.next) n++;
    return n;
  }
}

const ackermann = (m: number, n: number): number =>
  m === 0 ? n + 1 : n === 0 ? ackermann(m - 1, 1) : ackermann(m - 1, ackermann(m, n - 1));

function hanoi(n: number, from: string, to: string, by: string, moves: string[]): number {
  if (n === 0) return 0;
  const before = hanoi(n - 1, from, by, to, moves);
  moves.push(from + to);
  return before + 1 + hanoi(n - 1, by, to, from, moves);
}

const bound = function self(this: { step: number }, n: number): number {
  return n <= 0 ? tick(0) : this.step + self.call(this, n - this.step);
}.bind({ step: 2 });

const y = <A, R>(f: (self: (a: A) => R) => (a: A) => R): ((a: A) => R) => {
  const self = (a: A): R => f(self)(a);
  return self;
};

console.log(fib(9), isEven(7), isOdd(7), sumByMap(tree(3)), sumByForEach(tree(3)), flat(tree(2)));
console.log(sortDeep([3, 1, 2], 2), replaceDeep("a(b)c(dd)()"), JSON.stringify(parsed), revived.join());
console.log(
  new Lazy(3).sum,
  `${new Lazy(2)}`,
  +new Lazy(3),
  JSON.stringify(new Lazy(2)),
  proxied(2)["k"],
  "x" in proxied(2),
  new Chain(4).length,
);
const moves: string[] = [];
console.log(
  ackermann(2, 2),
  hanoi(4, "a", "b", "c", moves),
  moves.join(),
  bound(6),
  y<number, number>((self) => (n) => (n < 2 ? 1 : n * self(n - 1)))(5),
);
console.log(
  [..."cab"].sort((a, b) => tick(a.localeCompare(b))),
  Array.from({ length: 3 }, (_, i) => tick(i * fib(i))),
  [1, 2, 3].some((x) => tick(x) === 2),
);
