import { tick } from "../shared/tick.js";

const log: string[] = [];
/** Each conversion, accessor, trap and iterator step of this has update points of its own. */
class Busy {
  constructor(readonly name: string) {}
  get field(): Busy {
    log.push(tick(`${this.name}.get`));
    return new Busy(`${this.name}f`);
  }
  set field(value: unknown) {
    log.push(tick(`${this.name}.set`));
    tick(value);
  }
  get number(): number {
    return tick(this.name.length);
  }
  set number(value: number) {
    log.push(tick(`${this.name}.number=${value}`));
  }
  get method(): (x: unknown) => string {
    log.push(tick(`${this.name}.method`));
    return (x) => tick(`called with ${x}`);
  }
  [Symbol.toPrimitive](hint: string): string | number {
    log.push(tick(`${this.name} to ${hint}`));
    return hint === "number" ? tick(7) : tick(this.name);
  }
  *[Symbol.iterator](): Generator<string> {
    for (let i = 0; i < 2; i++) yield tick(this.name + i);
  }
  static [Symbol.hasInstance](_value: unknown): boolean {
    return tick(true);
  }
}

const busy = (name: string): Busy => tick(new Busy(name));
const traps = (): Record<string, any> =>
  new Proxy({} as Record<string, any>, {
    get: (_, key) => (log.push(tick(`get ${String(key)}`)), key === "call" ? (x: unknown) => tick(`proxied ${x}`) : tick(String(key))),
    set: (_, key) => tick(log.push(`set ${String(key)}`)) > 0,
    has: (_, key) => tick(log.push(`has ${String(key)}`)) > 0,
    deleteProperty: (_, key) => tick(log.push(`delete ${String(key)}`)) > 0,
    ownKeys: () => tick(["a", "b"]),
    getOwnPropertyDescriptor: () => tick({ value: 1, enumerable: true, configurable: true }),
  });
const join = (...items: unknown[]): string => items.join();
const lookup: Record<string, unknown> = { k: "found", k1: () => tick("called") };

function run(): string {
  const results: unknown[] = [];
  const add = (x: unknown): void => void results.push(String(x));
  add(join(...busy("a"), ...new Busy("b"), tick(1)));
  add([...busy("c"), 0, ...new Busy("d")]);
  const [first, second = tick(0)] = busy("e");
  const [third] = new Busy("f");
  add([first, second, third]);
  add(`${busy("g")}${new Busy("h")}${tick("t")}`);
  add(busy("i").field.field.name);
  busy("j").field = tick(1);
  busy("k").number += tick(2);
  busy("l").number++;
  --new Busy("m").number;
  add((busy("n") as never as number) + tick(1) + (new Busy("o") as never as string));
  add([-busy("p"), +new Busy("q"), (busy("r") as never as number) * 2, (busy("s") as never as number) < tick(9)]);
  let sum: any = "s";
  sum += busy("t");
  sum += tick(new Busy("u"));
  add(sum);
  add(lookup[busy("k") as never as string]);
  add(Object.keys({ [busy("v") as never as string]: tick(1), [new Busy("w") as never as string]() {} }));
  add(busy("x").method(tick("y")));
  add(traps()["value"]);
  add(["p" in traps(), delete traps()["q"], Object.keys({ ...traps(), z: tick(1) }), (traps()["r"] = tick(5))]);
  for (const key in traps()) add(key);
  for (const x of busy("y")) add(tick(x));
  add((tick({}) as object) instanceof Busy);
  add((lookup[`k${new Busy("1")}`] as () => string)());
  const { number, ...rest } = busy("z");
  add([number, Object.keys(rest)]);
  return results.join(" | ");
}

console.log(run());
console.log(log.join());
