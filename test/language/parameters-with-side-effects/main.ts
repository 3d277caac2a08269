import { note, thrown, tick } from "../shared/tick.js";

function defaults(
  a = note("a", 1),
  { b = note("b", 2), ...others } = note("object", { b: undefined, x: 5 } as { b?: number; x?: number }),
  [c, d = note("d", a)] = note("array", [3]),
  ...rest: number[]
): string {
  tick(0);
  return [a, b, JSON.stringify(others), c, d, rest].join();
}

const arrow = (x = tick(1), y = x + tick(1), z = () => x + y): string => {
  x += tick(10);
  return `${x} ${y} ${z()}`;
};

const oneArrow = ({ a, b: { c = tick("c") } = {} as { c?: string } }: { a: number; b?: { c?: string } }): string => `${a}${c}`;
const restOnly = (...[first, ...others]: number[]): string => `${first}|${tick(others)}`;

function closureInDefault(n: number, get = () => n, set = (x: number) => void (n = x)): string {
  const before = get();
  set(tick(before + 1));
  n += 10;
  tick(n);
  return `${before} ${n} ${get()}`;
}

class Methods {
  #unused = 0;
  method(a = this.value(), b = tick(a)): string {
    return `${a} ${b}`;
  }
  value(): number {
    return tick(42) + this.#unused;
  }
  set prop([a, b = tick(2)]: number[]) {
    console.log("set", a, b);
  }
}

const failing = (
  a = (() => {
    throw new Error("default");
  })(),
): string => `${tick(a)}`;
function getterInPattern({ x }: { readonly x: number }): number {
  return tick(x);
}
function undefinedIsDefault(a: number | null | undefined = 1): string {
  return String(tick(a));
}

console.log(
  defaults(),
  defaults(9, { b: 8, x: 7 }, [6], 5, 4),
  arrow(),
  arrow(5),
  oneArrow({ a: 1 }),
  oneArrow({ a: 2, b: { c: "d" } }),
  restOnly(1, 2, 3),
);
console.log(
  closureInDefault(1),
  new Methods().method(),
  new Methods().method(1, 2),
  undefinedIsDefault(),
  undefinedIsDefault(undefined),
  undefinedIsDefault(null),
);
new Methods().prop = [1];
console.log(
  thrown(() => failing()),
  failing(1 as never),
  getterInPattern({
    get x() {
      return note("getter", 3);
    },
  }),
  thrown(() => (oneArrow as Function)()).split(":")[0],
);
console.log([defaults, arrow, oneArrow, restOnly, closureInDefault, failing, undefinedIsDefault].map((f) => `${f.name}/${f.length}`));
