// @ts-nocheck: JavaScript that TypeScript would not let pass
import { note, tick } from "../shared/tick.js";

let made = 0;
const key = (name: string): string => note("key", name);

class Counter {
  #count = tick(0);
  readonly id = ++made;
  [key("computed")] = tick(this.id * 2);
  [key("handler")] = (n: number): string => `${tick(n)} ${this.id}`;
  "quoted name" = [tick(1), this.id];
  empty;
  other: Counter | undefined = undefined;
  assigned = (this.other = undefined);
  onClick = (): number => (this.#count += tick(1));
  later = async (n: number): Promise<number> => {
    for (let i = 0; i < n; i++) {
      await tick(null);
      this.#count++;
    }
    return this.#count;
  };
  each = function* (this: Counter): Generator<number> {
    for (let i = 0; i < 2; i++) yield tick(i) + this.id;
  };
  nested = [1, 2].map((n) => tick(n) + this.#count);
  object = {
    self: this,
    read(): number {
      return tick(this.self.#count);
    },
    arrow: (): number => tick(this.#count) * 10,
  };
  Inner = class {
    x = tick("inner");
    y = (): string => this.x;
  };
  static made = tick(made);
  static make = (): Counter => new this();
  static all = [Counter.make(), tick(new Counter())].map((c) => c.id);
}

const c = Counter.make();
console.log(c.onClick(), c.onClick(), c.computed, c.handler(tick(3)), c["quoted name"], "empty" in c, c.empty);
console.log([...c.each()].join(), c.nested.join(), c.object.read(), c.object.arrow(), new c.Inner().y(), Counter.made, Counter.all.join());
console.log(c.onClick.name, c.later.name, c.each.name, c.Inner.name, Object.keys(c).join());
void c.later(tick(2)).then((n) => console.log("later", n));

/** Initialisers see the variables of the functions around them. */
function classes(): string {
  const list = [];
  for (let i = 0; i < 2; i++) {
    let shared = tick(i);
    class Local {
      start = (shared += 10);
      bump = (): number => (shared += tick(1));
      own = { i };
      static twice = tick(i) * 2;
      name = Local.name;
    }
    list.push(new Local(), new Local());
    shared++;
  }
  return list.map((o) => [o.start, o.bump(), o.own.i, o.constructor.twice, o.name].join()).join(" ");
}
console.log(classes());

class Parent {
  tag = tick("parent");
  shown = this.show();
  show(): string {
    return `${tick(this.tag)} ${this.constructor.name}`;
  }
}
class Child extends Parent {
  tag = tick("child");
  before = super.show();
  arrow = (): string => super.show();
}
const child = new Child();
console.log(child.shown, child.before, child.arrow());

class Fails {
  a = note("a", 1);
  b = tick(JSON.parse("{"));
  c = note("never", 1);
}
try {
  new Fails();
} catch (error) {
  console.log((error as Error).name);
}
