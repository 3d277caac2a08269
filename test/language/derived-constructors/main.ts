// @ts-nocheck: JavaScript that TypeScript would not let pass
import { note, thrown, tick } from "../shared/tick.js";

class Plain {
  x: number;
  constructor(x: number) {
    this.x = x;
  }
}

/** The parent calls nothing. */
class AfterPlain extends Plain {
  #own = tick(1);
  y = 2;
  constructor(
    x: number,
    readonly z: string,
  ) {
    super(x + 1);
    const closure = (): number => tick(this.x) + this.#own;
    for (let i = 0; i < 2; i++) this.y += tick(i);
    this.x += closure();
  }
}
console.log(JSON.stringify(new AfterPlain(1, "z")), new AfterPlain(2, "y") instanceof Plain, AfterPlain.length);

class Busy {
  tag = tick("busy");
  constructor(readonly a: number) {
    for (let i = 0; i < 2; i++) this.a += tick(i);
    note("parent", new.target.name);
  }
  hello(): string {
    return tick(`hello ${this.tag}`);
  }
}

/** Points in the arguments, in the parent, in the own fields, and after them. */
class Derived extends Busy {
  static made = 0;
  b = tick(this.a * 10);
  #secret = note("field", this.b);
  constructor(a: number, b = tick(2), ...rest: number[]) {
    note("before", a);
    super(tick(a) + tick(b), ...rest.map((n) => tick(n)));
    Derived.made += tick(1);
    this.b += tick(this.#secret);
    note("after", [this.a, this.b, super.hello(), new.target.name, arguments.length].join());
  }
}
class Third extends Derived {
  c = tick("c");
  constructor(a: number) {
    super(a, undefined, 5);
    this.c += tick(this.b);
  }
}
console.log(JSON.stringify(new Derived(1)), JSON.stringify(new Third(3)), Derived.made);

class Conditional extends Busy {
  own = tick("own");
  constructor(how: string) {
    const early = (): string => tick(how);
    if (early() === "branch") super(tick(1));
    else if (how === "arrow") {
      const call = (n: number): unknown => super(tick(n));
      note("arrow", call(tick(2)) === this);
    } else if (how === "try") {
      try {
        super(tick(3));
        tick(JSON.parse("{"));
      } catch (error) {
        this.caught = tick((error as Error).name);
      } finally {
        note("finally", this.own);
      }
    } else if (how === "twice") {
      super(tick(4));
      super(tick(5));
    } else if (how === "object") return tick({ instead: true }) as never;
    else if (how === "number") {
      super(tick(6));
      return tick(1) as never;
    } else if (how === "this") tick(this);
    note("end", how);
  }
}
for (const how of ["branch", "arrow", "try", "object", "none", "this", "twice", "number"])
  console.log(
    how,
    thrown(() => JSON.stringify(new Conditional(how))),
  );

class Expression extends Busy {
  constructor(list: Busy[]) {
    const kept = [tick(1), super(tick(2)), tick(3)];
    list.push(kept[1]);
    this.same = tick(kept[1] === this);
  }
}
const made: Busy[] = [];
console.log(new Expression(made).same, made.length);

/** Each evaluation of a class expression has a parent and private names of its own. */
const Mixed = (Parent) =>
  class extends Parent {
    #depth = tick(1);
    constructor(...args) {
      super(...args);
      this.depths = [...(this.depths ?? []), tick(this.#depth)];
      for (let i = 0; i < 2; i++) this.#depth += tick(i);
    }
    get depth() {
      return tick(this.#depth);
    }
  };
const Twice = Mixed(Mixed(Busy));
const twice = new Twice(tick(7));
console.log(JSON.stringify(twice), twice.depth, JSON.stringify(Twice.name));
const Named = class extends Busy {
  constructor() {
    super(tick(8));
    tick(Named);
  }
};
const holder = {
  Held: class extends Busy {
    constructor() {
      super(tick(9));
      tick(this);
    }
  },
};
console.log(Named.name, new Named().a, holder.Held.name, new holder.Held().a);

class List extends Array<number> {
  constructor(n: number) {
    super();
    for (let i = 0; i < n; i++) this.push(tick(i));
  }
  static get [Symbol.species](): ArrayConstructor {
    return Array;
  }
}
class Failure extends Error {
  override name = tick("Failure");
  constructor(
    message: string,
    readonly code = tick(1),
  ) {
    super(`${tick(message)}!`, { cause: tick("cause") });
    tick(this.code);
  }
}
const list = new List(tick(3));
console.log(list.length, list.map((n) => n * 2).join(), Array.isArray(list));
const failure = new Failure("m");
console.log(
  String(failure),
  failure.cause,
  failure instanceof Failure,
  failure.stack?.includes("Failure: m!") || failure.stack?.includes("Error: m!"),
);

class Loop extends Busy {
  children: Loop[] = [];
  constructor(depth: number) {
    super(tick(depth));
    for (let i = 0; i < depth; i++) this.children.push(new Loop(tick(depth - 1)));
  }
  count(): number {
    return this.children.reduce((n, c) => n + c.count(), 1);
  }
}
console.log(new Loop(3).count());

const other = Reflect.construct(Derived, [tick(1)], class Foreign extends Busy {});
console.log(other instanceof Derived, other.constructor.name, other.b);

class Fails extends Busy {
  never = note("never", 1);
  constructor() {
    try {
      super(tick(JSON.parse("{")));
    } catch {
      note(
        "failed",
        thrown(() => this),
      );
      super(tick(1));
    }
    tick(this.never);
  }
}
console.log(new Fails().never);

let parents = 0;
class CountsParents {
  constructor() {
    tick(++parents);
  }
}
class CallsSuperAgain extends CountsParents {
  field = note("field", parents);
  constructor() {
    super();
    note(
      "again",
      thrown(() => super()),
    );
    note("after", parents);
  }
}
console.log(new CallsSuperAgain().field);
