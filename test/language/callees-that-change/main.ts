import { note, tick } from "../shared/tick.js";

type Handler = (this: unknown, x: number) => string;
const first: Handler = function (x) {
  return `first ${x} of ${(this as { name?: string } | undefined)?.name}`;
};
const second: Handler = function (x) {
  return `second ${x}`;
};

function properties(): void {
  const o: { name: string; handler: Handler } = { name: "o", handler: first };
  const replace = (): number => {
    o.handler = second;
    return note("replace", 1);
  };
  console.log(o.handler(replace()), o.handler(replace()));
  o.handler = first;
  console.log(o.handler(replace()));
  o.handler = first;
  const key = (name: string): string => note(`key ${name}`, name);
  console.log((o as any)[key("handler")](replace(), note("after", 2)));
}

class Counter {
  count = 0;
  constructor(readonly name: string) {}
  get step(): (by: number) => string {
    console.log("step is read");
    tick(0);
    return (by) => `${this.name} ${(this.count += tick(by))}`;
  }
  add(by: number): this {
    this.count += tick(by);
    return this;
  }
  onChange: (x: number) => string = (x) => `${this.name} changed by ${x}`;
}

function accessors(): void {
  const counter = new Counter("c");
  const make = (): Counter => note("make", counter);
  console.log(make().step(note("by", 1)), counter.step(2), counter.step(counter.count), make().step(3));
  console.log(counter.add(tick(1)).add(note("two", 2)).add(counter.count).count);
  console.log(make().onChange(((counter.onChange = (x) => `replaced ${x}`), note("x", 4))), counter.onChange(tick(5)));
}

function methodsThatAreAssigned(): void {
  const o = {
    name: "o",
    run(x: number): string {
      return `${this.name} runs ${tick(x)}`;
    },
  };
  const replace = (): number => {
    o.run = (x) => `replaced ${x}`;
    return tick(1);
  };
  console.log(o.run(replace()), o.run(replace()));
}

function proxies(): void {
  const log: string[] = [];
  const target = (...x: unknown[]): string => x.join();
  const remote: any = new Proxy(target, {
    get: (_, key) => (log.push(`get ${String(key)}`), key === "call" || key === "apply" ? () => "the proxy's own" : remote),
    apply: (_, self, args) => (log.push(`apply ${typeof self} ${args.join()}`), tick(args.length)),
  });
  console.log(remote.users.get(note("argument", 1)), remote.call(tick(2)), remote[tick("list")](tick(3)));
  console.log(log.join("; "));
}

function missing(): void {
  const o: any = { f: null };
  for (const call of [
    () => o.f(note("argument", 1)),
    () => o.g(note("argument", 2)),
    () => o.g.h(note("never", 2)),
    () => o[note("k", "f")](tick(1)),
  ]) {
    try {
      console.log(call());
    } catch (error) {
      console.log((error as Error).constructor.name);
    }
  }
}

async function suspended(): Promise<void> {
  const o: { f: (x: number, y: number) => Promise<string> } = { f: async (x, y) => `first ${x} ${y}` };
  const later = async (x: number): Promise<number> => {
    await null;
    o.f = async (a, b) => `second ${a} ${b}`;
    return tick(x);
  };
  console.log(await o.f(await later(1), note("y", 2)), await o.f(await later(3), await later(4)));
  function* talk(): Generator<string, string, string> {
    const target: any = { say: (x: string) => `said ${x}` };
    return target.say(yield "ready") + target[yield "key"](yield "value");
  }
  const iterator = talk();
  console.log(iterator.next().value, iterator.next("one").value, iterator.next("say").value, iterator.next("two").value);
}

properties();
accessors();
methodsThatAreAssigned();
proxies();
missing();
void suspended();
