// @ts-nocheck: JavaScript that TypeScript would not let pass
import { note, tick } from "../shared/tick.js";

class Countdown implements Iterable<number> {
  constructor(readonly from: number) {}
  [Symbol.iterator](): Iterator<number> {
    let n = this.from;
    return {
      next: () => {
        console.log("next", n);
        return n > 0 ? { value: tick(n--), done: false } : { value: undefined, done: true };
      },
    };
  }
}

const join = (...items: unknown[]): string => items.join();

function spreads(): string {
  const log: string[] = [];
  log.push(join(...new Countdown(2), note("between", "x"), ...tick([8, 9]), note("end", "y")));
  log.push([note("first", 0), ...new Countdown(2), note("last", 3), ...(tick(false) ? [1] : [])].join());
  log.push(Math.max(...[1, tick(5)], ...new Countdown(1)).toString());
  log.push([...[tick(1), 2, 3], tick(4)].join());
  log.push(
    JSON.stringify({
      a: note("a", 1),
      ...note("spread", { b: 2, a: 3 }),
      c: note("c", 4),
      ...(tick(null) as unknown as object),
      ...tick("hi"),
    }),
  );
  return log.join(" ");
}

function copiedBeforeLaterCalls(): string {
  const list = [1, 2];
  const o = { x: 1 };
  const change = (): string => {
    list.push(tick(3));
    o.x++;
    return "changed";
  };
  return JSON.stringify([join(...list, change()), [...list, change()], { ...o, c: change() }, { ...o, x2: o.x, d: change(), x3: o.x }]);
}

function getterInSpread(): string {
  const source = {
    get a(): number {
      return note("getter a", 1);
    },
    b: 2,
  };
  return JSON.stringify({ ...source, c: tick(3), ...source });
}

console.log(spreads(), copiedBeforeLaterCalls(), getterInSpread());
