// Calls of functions that run only their own text, which are no update points, between calls that are some; and functions that only seem to be such.
import { thrown, tick } from "../shared/tick.js";

const log: string[] = [];

function add(a: number, b: number): number {
  return a + b;
}
const double = (n: number): number => add(n, n);
const fail = (why: string): never => {
  throw new RangeError(why);
};
const withDefault = (a: number, b = double(a)): number => add(a, b);

class Vector {
  readonly length: number = add(1, 1);
  static made = 0;
  #log: string[] = [];
  constructor(
    readonly x: number,
    readonly y: number,
  ) {
    Vector.made++;
    this.#note(`made ${x}`);
  }
  #note(text: string): void {
    this.#log.push(text);
  }
  static #scale(n: number): number {
    return n * 10;
  }
  times(n: number): Vector {
    const before = tick(Vector.#scale(n));
    const made = new Vector(add(this.x, before), tick(this.y));
    this.#note(`times ${tick(n)}`);
    return made;
  }
  shown(): string {
    return `${this.#log.join("/")} ${this.x} ${this.y} ${this.length}`;
  }
}

/** A leaf's error passes the handlers of frames that a point can save. */
function caught(): string {
  let text = "";
  for (let i = 0; i < 2; i++) {
    try {
      text += tick(`${double(i)} `);
      if (i === 1) fail(`at ${tick(i)}`);
    } catch (error) {
      text += `${(error as Error).message} ${add(i, tick(1))}`;
    } finally {
      log.push(`finally ${double(tick(i))}`);
    }
  }
  return text;
}

/** In every place of an expression, beside calls that are points. */
function mixed(n: number): unknown[] {
  const list = [add(n, 1), tick(add(n, 2)), double(tick(n)), ...[double(n)], withDefault(n, tick(1)), withDefault(tick(n))];
  const { a = double(n), b = tick(add(n, 3)) }: { a?: number; b?: number } = {};
  const chosen = double(n) > tick(3) ? add(a, b) : tick(double(b));
  const made = { [`k${double(n)}`]: tick(double(chosen)), [`k${tick(n)}`]: add(chosen, tick(1)) };
  return [...list, a, b, chosen, JSON.stringify(made), `${double(1)}${tick(double(2))}`];
}

/** These are met by updates: a recursion, what is assigned, what a parameter, a field or another function gives. */
function even(n: number): boolean {
  return n === 0 || odd(n - 1);
}
function odd(n: number): boolean {
  return n !== 0 && even(n - 1);
}
let assigned = (n: number): number => n;
function seeming(given: (n: number) => number): string {
  const results = [assigned(1), given(2)];
  assigned = (n) => tick(n) + 100;
  results.push(assigned(3), holder.field(4), choose(true)(5), choose(false)(6));
  return `${results.join()} ${even(4)} ${odd(4)}`;
}
const holder = { field: (n: number): number => tick(n) + 1 };
const choose = (isPlain: boolean): ((n: number) => number) => (isPlain ? double : (n) => tick(double(n)));

/** What a leaf makes may loop; what the language calls in a leaf may, too. */
const makeLoop = (): (() => number) => () => tick(7);
class Converted {
  valueOf(): number {
    return tick(21);
  }
}
const convert = (value: unknown): number => Number(0) + (value as number);

/** A function that calls itself through what it makes. */
function unfold(n: number): () => string {
  return () => (n === 0 ? "end" : `${n}${tick(unfold(n - 1))()}`);
}

function hoisted(n: number): string {
  return `${inner(n)} ${tick(inner(n + 1))}`;
  function inner(m: number): number {
    return add(m, n);
  }
}

console.log(caught(), log);
console.log(mixed(2));
console.log(new Vector(1, 2).times(3).times(4).shown(), Vector.made);
console.log(seeming((n) => tick(n) * 2));
console.log(makeLoop()(), convert(new Converted()), unfold(3)(), hoisted(5));
console.log(
  thrown(() => fail("thrown")),
  thrown(() => double(tick(4))),
);
