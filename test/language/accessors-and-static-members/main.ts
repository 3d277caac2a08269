// @ts-nocheck: JavaScript that TypeScript would not let pass
import { note, tick } from "../shared/tick.js";

class Temperature {
  static #made = 0;
  static unit = note("static field", "C");
  static readonly table = { [note("computed", "k")]: tick(1) };
  static {
    for (let i = 0; i < 2; i++) this.unit += tick("!");
  }
  declare degrees: number;
  plain = tick(1);
  // @ts-expect-error a name that is computed
  ["computed" + tick(1)] = 2;
  constructor(
    private celsius: number,
    readonly tag = tick("tag"),
  ) {
    Temperature.#made++;
    this.plain += tick(this.plain);
  }
  get fahrenheit(): number {
    return tick(this.celsius) * 1.8 + 32;
  }
  set fahrenheit(value: number) {
    this.celsius = (tick(value) - 32) / 1.8;
  }
  static get made(): number {
    let n = 0;
    while (n < tick(Temperature.#made)) n++;
    return n;
  }
  static set made(value: number) {
    Temperature.#made = tick(value);
  }
  static compare(a: Temperature, b: Temperature): number {
    return tick(a.celsius) - tick(b.celsius);
  }
  ["dyn" + "amic"](x: number): number {
    return tick(x) + this.plain;
  }
  [Symbol.toPrimitive](hint: string): string {
    return tick(`${hint}:${this.celsius}`);
  }
  static [Symbol.hasInstance](value: unknown): boolean {
    return tick(typeof value === "object");
  }
  "quoted name"(): string {
    return tick("quoted");
  }
  42(): number {
    return tick(42);
  }
}

const literal = {
  backing: 1,
  get value(): number {
    return note("get", this.backing);
  },
  set value(v: number) {
    this.backing = note("set", v);
  },
  get [`c${tick(1)}`](): string {
    return tick("c1");
  },
  *generator(): Generator<number> {
    yield tick(1);
  },
  async asynchronous(): Promise<void> {},
  "string key"(): string {
    return tick("s");
  },
  get: () => tick("property called get"),
};

const t = new Temperature(100);
t.fahrenheit += tick(18);
literal.value++;
literal.value = literal.value + tick(5);
Temperature.made += 10;
console.log(
  t.fahrenheit,
  Temperature.made,
  Temperature.unit,
  JSON.stringify(Temperature.table),
  Temperature.compare(t, new Temperature(1)),
  `${t}`,
  (t as never) > "a",
);
console.log(
  (t as never as { dynamic(x: number): number }).dynamic(3),
  {} instanceof Temperature,
  t["quoted name"](),
  t[42](),
  JSON.stringify(t),
  literal.value,
  literal.get(),
  Object.keys(literal).join(),
);
console.log(
  [...literal.generator()],
  literal["string key"](),
  Object.getOwnPropertyNames(Temperature.prototype).join(),
  Object.getOwnPropertyDescriptor(Temperature.prototype, "fahrenheit")?.get?.name,
);
