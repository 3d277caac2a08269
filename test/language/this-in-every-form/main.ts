import { tick } from "../shared/tick.js";

function show(this: unknown): string {
  tick(0);
  const arrow = (): string =>
    this === undefined
      ? "undefined"
      : typeof this === "object"
        ? String((this as { name?: string } | null)?.name)
        : `${typeof this} ${String(this)}`;
  tick(0);
  return arrow();
}

const object = {
  name: "object",
  show,
  nested: { name: "nested", show },
  arrow: () => tick(typeof this),
  later(): () => string {
    return () => {
      tick(0);
      return [1].map(() => this.name).join();
    };
  },
};

class Base {
  name = "instance";
  static label = tick("static");
  field = () => `${tick(this.name)} by field`;
  method(): string {
    return [0].map(() => tick(this).name)[0]!;
  }
  static create(): string {
    return tick(this.label);
  }
  get self(): this {
    return tick(this);
  }
  async later(): Promise<string> {
    return this.name;
  }
  equals(this: Base, other: Base): boolean {
    return tick(this) === other;
  }
}

function Old(this: { x: number }, x: number): void {
  this.x = tick(x);
}
Old.prototype.get = function (this: { x: number }): number {
  return tick(this.x);
};

const { show: extracted } = object;
console.log(
  show(),
  object.show(),
  object.nested.show(),
  object["show"](),
  (0, object.show)(),
  extracted(),
  object.arrow(),
  object.later()(),
);
console.log(
  show.call(1),
  show.apply("s"),
  show.bind({ name: "bound" })(),
  show.call(null),
  show.call({ name: "called" }),
  Reflect.apply(show, { name: "reflect" }, []),
);
const base = new Base();
console.log(
  base.field(),
  base.method(),
  Base.create(),
  base.self === base,
  base.equals(base),
  [1].map(show, { name: "thisArg" }),
  new (Old as never as new (x: number) => { get(): number })(5).get(),
);
