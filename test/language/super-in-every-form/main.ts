// @ts-nocheck: JavaScript that TypeScript would not let pass
import { note, tick } from "../shared/tick.js";

class Base {
  static kind = "base";
  static make(tag: string): string {
    return tick(`${this.kind}-${tag}`);
  }
  static get label(): string {
    return tick(`label of ${this.kind}`);
  }
  name = "b";
  value = 1;
  describe(prefix = tick("p")): string {
    return `${prefix} ${tick(this.name)}`;
  }
  get size(): number {
    return tick(this.value);
  }
  set size(v: number) {
    this.value = tick(v) * 10;
  }
  async load(n: number): Promise<string> {
    await tick(null);
    return `${this.name}${n}`;
  }
  *items(): Generator<number> {
    for (let i = 0; i < 3; i++) yield tick(i);
  }
  ["comp" + "uted"](x: number): number {
    return tick(x) + 1;
  }
  call(f: () => unknown): unknown {
    return f();
  }
}

class Derived extends Base {
  static override kind = "derived";
  static override make(tag: string): string {
    return `${super.make(tick(tag))}!${super.label}${super.kind}`;
  }
  static {
    note("static block", super.make(tick("s")));
  }
  static twice = (): string => super.make(tick("arrow")) + super.kind;
  override name = "d";
  override describe(prefix?: string): string {
    let text = "";
    for (let i = 0; i < 2; i++) text += super.describe(tick(`${prefix}${i}`)) + tick("/");
    return text + super["describe"]() + super[tick("describe")](tick("k"));
  }
  override get size(): number {
    return super.size + tick(100);
  }
  override set size(v: number) {
    super.size = tick(v) + 1;
    super.size += tick(2);
    super.size++;
    super["size"] = tick(5);
    note("size", this.value);
  }
  override async load(n: number): Promise<string> {
    const first = await super.load(tick(n));
    const more = await Promise.all([1, 2].map(async (k) => (await super.load(k)) + tick(k)));
    return first + more.join();
  }
  override *items(): Generator<number> {
    yield* super.items();
    for (const x of super.items()) yield x * tick(10);
  }
  override computed(x: number): number {
    return super.computed(super.computed(tick(x))) + tick(1);
  }
  closures(): string {
    const read = (): number => super.size;
    const deep = (): string => [1, 2].map((n) => (() => super.describe(tick(`n${n}`)))()).join();
    const written = (v: number): number => (super.value2 = tick(v));
    const result = this.call(() => super.call(() => tick(super.name)));
    return [
      read(),
      deep(),
      written(7),
      this.value2,
      result,
      super.nothing,
      super.nothing?.x,
      super.nothing?.(tick(1)),
      super.call?.(() => tick(3)),
    ].join();
  }
  patterns(): string {
    [super.a, super.b] = [tick(1), tick(2)];
    ({ c: super.c = tick(3), ...super.rest } = { x: tick(4) });
    for (super.d of [tick(5)]) note("d", this.d);
    super.e ??= tick(6);
    super.a += tick(10);
    const { size } = { size: super.size };
    return [this.a, this.b, this.c, JSON.stringify(this.rest), this.d, this.e, size, typeof super.call, "call" in this].join();
  }
  wrong(): string {
    try {
      return super.missing(tick(1));
    } catch (error) {
      return (error as Error).name;
    }
  }
  remove(): string {
    try {
      return tick(delete super.name);
    } catch (error) {
      return (error as Error).name;
    }
  }
}

class Third extends Derived {
  override describe(): string {
    return tick("third ") + super.describe(tick("t"));
  }
}

const d = new Derived();
d.size = tick(4);
console.log(d.describe("x"), d.size, Derived.make("m"), Derived.twice(), d.computed(1), d.closures());
console.log(d.patterns(), d.wrong(), d.remove(), new Third().describe(), [...d.items()].join());

const literal = {
  __proto__: {
    hello: (x: string): string => `hello ${tick(x)}`,
    get it(): unknown {
      return tick(this.own);
    },
  },
  own: "o",
  hello(x: string): string {
    const again = (): string => super.hello(tick("again"));
    return super.hello(tick(x)) + again() + super.it;
  },
  set it(v: string) {
    super.own = tick(v);
  },
};
console.log(literal.hello("you"), (literal.it = "new"), literal.own);

void d.load(1).then((text) => console.log(text));

/** Mixins: `super` differs from one evaluation to the next. */
const Loud = (Parent) =>
  class extends Parent {
    describe(prefix: string): string {
      let text = "";
      for (let i = 0; i < 2; i++) text += super.describe(tick(prefix));
      return `LOUD(${text})`;
    }
    static make(tag: string): string {
      return `loud ${super.make(tick(tag))}`;
    }
    get size(): number {
      return (() => super.size * tick(2))();
    }
  };
const Twice = Loud(Loud(Derived));
const t = new Twice();
console.log(t.describe("z"), Twice.make("w"), t.size);

/** What a class extends may change. */
class Mobile {
  who(): string {
    return tick("mobile");
  }
}
class Rider extends Mobile {
  who(): string {
    const first = super.who();
    Object.setPrototypeOf(Rider.prototype, { who: () => tick("other") });
    return first + tick(super.who());
  }
}
console.log(new Rider().who());
const plain = {
  who(): string {
    return tick(super.toString()) + super.constructor.name;
  },
};
console.log(plain.who());
