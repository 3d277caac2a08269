import { note, tick } from "../shared/tick.js";

interface Node {
  name: string;
  next?: Node | undefined;
  get?(key: string): Node | undefined;
}

const end: Node = { name: "end" };
const start: Node = {
  name: "start",
  next: { name: "middle", next: end },
  get(key) {
    return note(`${this.name}.get ${key}`, key === "none" ? undefined : end);
  },
};

function chains(node: Node | undefined): string {
  return [
    node?.name,
    node?.next?.next?.name,
    node?.get?.(note("key", "k"))?.name,
    node?.get?.(tick("none"))?.name,
    node?.next?.get?.(note("never", "x"))?.name.length,
    node?.[note("index", "name")],
    note("node", node)?.next?.name.toUpperCase(),
    tick(node)?.get?.("a")?.name ?? note("default", "d"),
    node?.next?.name,
    node?.next!.name,
  ]
    .map(String)
    .join();
}

function callsInLongChains(node: Node | undefined): string {
  const log: unknown[] = [];
  log.push(node?.next?.name.concat(note("argument", "!")).length);
  log.push(node?.get?.("a")?.name.padEnd(tick(6), note("fill", "-")));
  log.push(delete (node as Node | undefined)?.next?.next);
  let missing: ((x: number) => number) | undefined;
  log.push(missing?.(note("not called", 1)), tick(missing)?.(2));
  missing = (x) => tick(x + 1);
  log.push(missing?.(note("called", 1)));
  return log.map(String).join();
}

function thisInChains(): string {
  const o = {
    value: 7,
    read(): number {
      return tick(this.value);
    },
  };
  const maybe = tick(o) as typeof o | undefined;
  return [maybe?.read(), maybe?.read?.(), maybe?.["read"](), o?.read?.call({ value: 8 })].map(String).join();
}

console.log(
  chains(start),
  chains(undefined),
  callsInLongChains({ ...start, next: { name: "m", next: end } }),
  callsInLongChains(undefined),
  thisInChains(),
);
