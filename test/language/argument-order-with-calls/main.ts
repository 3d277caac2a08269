import { note, tick } from "../shared/tick.js";

const join = (...items: unknown[]): string => items.join();
const object = {
  name: "o",
  list(...items: unknown[]): string {
    return `${this.name}(${items.join()})`;
  },
};
const getObject = (): typeof object => note("object", object);

function plainCalls(): string {
  let n = 1;
  const bump = (): number => tick(++n);
  return (
    join(n, bump(), n, n++, bump(), n, note("last", n)) + join(note("a", 1), note("b", 2), join(note("c", 3), note("d", 4)), note("e", 5))
  );
}

function memberCalls(): string {
  const log = [getObject().list(note("x", 1), note("y", 2)), getObject()[note("key", "list")](note("z", 3))];
  let holder = object;
  const replace = (): number => {
    holder = { ...object, name: "replaced" };
    return tick(1);
  };
  log.push(holder.list(replace()), holder.list(replace()));
  return log.join();
}

function functionReplacedMeanwhile(): string {
  let f = (x: number): string => `first ${x}`;
  const replace = (): number => {
    f = (x) => `second ${x}`;
    return tick(1);
  };
  return [f(replace()), f(replace())].join();
}

function operators(): string {
  let n = 2;
  const twice = (): number => tick((n *= 2));
  const results = [
    n + twice() * n - twice(),
    twice() < twice(),
    n - -twice(),
    `${n}` + twice(),
    twice() in { 64: 1, 128: 1 },
    (-twice()) ** 1,
  ];
  return results.join();
}

function arraysAndObjects(): string {
  let n = 0;
  const next = (): number => tick(++n);
  const array = [n, next(), , ...[n, next()], n, [next(), n]];
  const o = {
    n,
    a: next(),
    [`k${next()}`]: n,
    ["s" + n]: next(),
    ...{ spread: next() },
    n2: n,
    method: () => next(),
    get computed() {
      return next();
    },
    last: n,
  };
  return JSON.stringify([array, o, o.method(), o.computed, Object.keys(o)]);
}

function commaAndConditional(flag: boolean): string {
  const value = (note("first", 1), note("second", 2));
  const chosen = note("test", flag) ? note("yes", "y") + note("more", "m") : note("no", "n");
  const nested = flag ? (tick(false) ? 1 : tick(2)) : tick(true) ? tick(3) : 4;
  return [value, chosen, nested].join();
}

function logical(): string {
  const log: unknown[] = [];
  log.push(
    note("f", 0) && note("never", 1),
    note("t", 1) && note("then", 2),
    note("f", 0) || note("or", 3),
    note("u", null) ?? note("nullish", 4),
  );
  log.push(!(tick(true) && tick(false)) || tick("x"), (tick(0) || tick("")) ?? tick("deep"));
  if (note("i1", true) && (note("i2", false) || note("i3", true))) log.push("in");
  while (tick(log.length) < 9 && note("w", true)) log.push("w");
  return log.map(String).join();
}

function newWithArguments(): string {
  class Pair {
    constructor(
      readonly a: number,
      readonly b: number,
    ) {
      tick(a);
    }
  }
  const classes = { Pair };
  const pair = new Pair(note("a", 1), note("b", 2));
  const other = new (note("class", classes).Pair)(note("c", 3), new Pair(tick(4), tick(5)).b);
  return JSON.stringify([
    pair,
    other,
    new Pair(1, 2) instanceof tick(Pair),
    new (class {
      x = 1;
    })(),
  ]);
}

function unary(): string {
  const o: { a?: number; b: number; c: number[] } = { a: 1, b: tick(2), c: [tick(3)] };
  const log: unknown[] = [
    typeof tick(1),
    void tick(2),
    !tick(3),
    -tick(4),
    +tick("5"),
    ~tick(6),
    delete tick(o).a,
    o.b++,
    --tick(o).b,
    o.c[tick(0)]!++,
    o.c,
  ];
  return JSON.stringify([log, o]);
}

console.log(plainCalls(), memberCalls(), functionReplacedMeanwhile(), operators(), arraysAndObjects());
console.log(commaAndConditional(true), commaAndConditional(false), logical(), newWithArguments(), unary());
