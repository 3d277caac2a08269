import { note, thrown, tick } from "../shared/tick.js";

interface Node {
  name: string;
  next?: Node | undefined;
  get?: ((key: string, more?: number) => Node | undefined) | undefined;
  list?: number[];
}
const end: Node = { name: "end", list: [1, 2, 3] };
const middle: Node = {
  name: "middle",
  next: end,
  get(key) {
    return note(`${this.name}.get ${key}`, key === "none" ? undefined : end);
  },
};
const start: Node = { name: "start", next: middle, get: (key) => note(`start.get ${key}`, key === "none" ? undefined : middle) };
const key = (name: string): string => note(`key ${name}`, name);

function chains(node: Node | undefined): string {
  return [
    node?.next?.get?.(key("k"))?.name,
    node?.next?.get?.(key("none"))?.name.concat(note("never", "!")),
    (node as any)?.[key("next")]?.[key("get")]?.(key("deep"))?.[key("name")],
    (node as any)?.[key("absent")]?.[note("never", "x")]?.(note("never", "y")),
    node?.next?.next?.list?.at(note("index", -1)),
    node
      ?.get?.(key("a"), note("more", 1))
      ?.get?.(key("b"))
      ?.list?.map((x) => tick(x + 1))
      .join(note("separator", "-")),
    node?.next?.name.slice(note("from", 1), note("to", 3)).toUpperCase(),
    node?.next?.get?.(key("parenthesised"))?.name,
    node?.next?.["get"]?.(key("named"))?.name ?? note("default", "d"),
  ]
    .map(String)
    .join();
}

function methods(node: Node | undefined): string {
  const log: unknown[] = [];
  const kind = (action: () => unknown): string => thrown(action).replace(/:.*/, "");
  log.push(kind(() => node?.next!.get!(key("called on the chain"))?.name));
  log.push(kind(() => (node as any)?.next.absent(key("argument"))));
  log.push(kind(() => (node as any)?.absent.name(note("never", 1))));
  return log.map(String).join();
}

function removed(node: any): string {
  const copy = (): any => note("copy", node === undefined ? undefined : { next: { list: [1, 2], name: "n" } });
  const o = copy();
  return [
    delete o?.next[key("name")],
    delete copy()?.next?.[key("list")],
    delete o?.[key("none")]?.[note("never", "x")],
    JSON.stringify(o),
  ].join();
}

function replacedMeanwhile(): string {
  const o: { f?: ((x: number) => string) | undefined; g: { f?: ((x: number) => string) | undefined } } = {
    f: (x) => `first ${x}`,
    g: { f: (x) => `g.first ${x}` },
  };
  const replace = (x: number): number => {
    o.f = undefined;
    o.g.f = undefined;
    return tick(x);
  };
  return [o.f?.(replace(1)), o.f?.(replace(2)), o.g?.f?.(replace(3))].map(String).join();
}

function inEveryPlace(node: Node | undefined): string {
  const log: unknown[] = [];
  if (node?.next?.get?.(key("if")) !== undefined) log.push("found");
  for (let at = node?.next?.get?.(key("for")); at !== undefined; at = at.next?.get?.(key("step"))) log.push(at.name);
  const { name = note("absent", "nobody") } = node?.next?.get?.(key("pattern")) ?? {};
  log.push(name, typeof node?.next?.get?.(key("typeof")), !node?.next?.get?.(key("not")), [
    ...(node?.next?.get?.(key("spread"))?.list ?? []),
  ]);
  log.push(`${node?.next?.get?.(key("template"))?.name}`, node?.next?.get?.(key("a"))?.name === node?.next?.get?.(key("b"))?.name);
  return log.map(String).join();
}

async function suspended(node: Node | undefined): Promise<string> {
  const later = async <T>(value: T): Promise<T> => {
    await null;
    return tick(value);
  };
  return [
    node?.next?.get?.(await later("awaited"))?.name,
    (await later(node))?.next?.get?.(key("k"), await later(1))?.name,
    (node as any)?.[await later("next")]?.[await later("name")].at(await later(0)),
  ].join();
}

function* yielding(node: Node | undefined): Generator<string, string, string> {
  return [node?.next?.get?.(yield "key")?.name, (node as any)?.next[yield "name"].concat(yield "suffix")].join();
}

console.log(chains(start));
console.log(chains(undefined));
console.log(methods(start), methods(undefined));
console.log(removed(1), removed(undefined));
console.log(replacedMeanwhile());
console.log(inEveryPlace(start), inEveryPlace(undefined));
for (const node of [start, undefined]) {
  const iterator = yielding(node);
  console.log(iterator.next(), iterator.next("k"), iterator.next("name"), iterator.next("!"));
}
void suspended(start)
  .then(console.log)
  .then(() => suspended(undefined))
  .then(console.log);
