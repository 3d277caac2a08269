// `delete` of what is no property evaluates its operand.
// @ts-nocheck: types forbid it.
import { note, thrown, tick } from "../shared/tick.js";

function values(o: any): string {
  return [
    delete note("call", o),
    delete note("parentheses", 1),
    delete (note("left", 1), note("right", 2)),
    delete o?.f(note("chain", 1)),
    delete o?.g?.f(note("never", 1)),
    delete void note("void", 1),
    delete tick(o).gone,
    delete o?.list[note("key", "last")],
    thrown(() => delete tick(o).frozen[note("frozen", "a")]).replace(/'.*/, ""),
    JSON.stringify(o),
  ].join();
}

function Target(this: any): void {
  this.deleted = [delete new.target, tick(delete this)].join();
}

class Derived extends Array<number> {
  readonly deleted: boolean;
  constructor() {
    super();
    this.deleted = tick(delete this);
  }
}

console.log(values({ f: (x: number) => tick(x), gone: 1, list: { last: 1, first: 2 }, frozen: Object.freeze({ a: 1 }) }));
console.log(new Target().deleted, new Derived().deleted);
