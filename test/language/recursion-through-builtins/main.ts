import { tick } from "../shared/tick.js";

interface Tree {
  readonly name: string;
  readonly children: readonly Tree[];
}
const tree = (depth: number, name = "t"): Tree => ({
  name,
  children: depth === 0 ? [] : [0, 1].map((i) => tree(depth - 1, `${name}${i}`)),
});
const some = tree(3);

const names = (node: Tree): string[] => [tick(node.name), ...node.children.flatMap((child) => names(child))];
const count = (node: Tree): number => node.children.reduce((sum, child) => sum + tick(count(child)), 1);
const deepest = (node: Tree): number => Math.max(0, ...node.children.map((child) => tick(deepest(child)) + 1));
const find = (node: Tree, name: string): Tree | undefined =>
  tick(node.name) === name ? node : node.children.map((child) => find(child, name)).find((found) => found !== undefined);
const sorted = (node: Tree): Tree => ({
  ...node,
  children: [...node.children].sort((a, b) => tick(b.name).localeCompare(tick(a.name))).map(sorted),
});
const replaced = (text: string): string => text.replace(/\(([^()]*)\)/g, (_, inner: string) => `[${replaced(tick(inner))}]`);
const revived = (text: string): unknown =>
  JSON.parse(text, (_key, value) => (typeof value === "string" && value.startsWith("{") ? revived(tick(value)) : value));

class Shown {
  constructor(readonly inner: Shown | number) {}
  toJSON(): unknown {
    return { shown: typeof this.inner === "number" ? tick(this.inner) : JSON.parse(JSON.stringify(this.inner)) };
  }
  toString(): string {
    return `<${tick(String(this.inner))}>`;
  }
  valueOf(): number {
    return tick(Number(this.inner)) + 1;
  }
  *[Symbol.iterator](): Generator<number> {
    yield tick(1);
    if (typeof this.inner !== "number") yield* this.inner;
    else for (const n of Array.from({ length: this.inner }, (_, i) => tick(i))) yield n;
  }
}
const nested = new Shown(new Shown(new Shown(2)));

const traps = (depth: number): any =>
  new Proxy(
    { depth },
    {
      get: (target, key) => (key === "inner" ? (depth === 0 ? tick("innermost") : traps(depth - 1).inner) : Reflect.get(target, key)),
      has: (_, key) => tick(depth === 0 || Reflect.has(traps(depth - 1), key)),
      ownKeys: () => tick(depth === 0 ? ["end"] : [...Reflect.ownKeys(traps(depth - 1)), `k${depth}`]),
      getOwnPropertyDescriptor: () => ({ value: tick(depth), enumerable: true, configurable: true }),
    },
  );

const powers = (n: number): number => (n <= 1 ? 1 : (Reflect.apply(powers, undefined, [tick(n - 1)]) as number) * n);
const bound = (n: number): number => (n <= 0 ? 0 : powers.bind(null, tick(n))() + bound.call(null, n - 1) + bound.apply(null, [0]));
class Chain {
  readonly next: Chain | undefined;
  constructor(n: number) {
    this.next = tick(n) === 0 ? undefined : (Reflect.construct(Chain, [n - 1]) as Chain);
  }
  get length(): number {
    return 1 + tick(this.next?.length ?? 0);
  }
}
const grouped = (list: readonly number[], depth: number): unknown =>
  depth === 0
    ? list.length
    : [...Map.groupBy(list, (n) => tick(n % 2))].map(([key, part]) => [
        key,
        grouped(
          part.map((n) => n >> 1),
          depth - 1,
        ),
      ]);

console.log(names(some).join(), count(some), deepest(some), find(some, "t101")?.name, names(sorted(some)).join());
console.log(replaced("(a(b)c)(d)"), JSON.stringify(revived(JSON.stringify({ a: JSON.stringify({ b: JSON.stringify({ c: 1 }) }) }))));
console.log(JSON.stringify(nested), String(nested), +nested, [...nested].join(), Math.max(...nested));
console.log(traps(3).inner, "x" in traps(2), Object.keys(traps(3)).join(), JSON.stringify({ ...traps(2) }));
console.log(powers(5), bound(3), new Chain(4).length, JSON.stringify(grouped([1, 2, 3, 4, 5, 6], 2)));
