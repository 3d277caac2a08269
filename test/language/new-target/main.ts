import { tick } from "../shared/tick.js";

function Plain(this: { kind?: string }): string | undefined {
  tick(0);
  const arrow = (): unknown => tick(new.target);
  if (arrow() === undefined) return "called";
  this.kind = (new.target as Function).name;
  for (let i = 0; i < 2; i++) this.kind += tick(String(new.target === Plain));
}

class Base {
  readonly made: string;
  constructor() {
    tick(0);
    this.made = new.target.name;
    tick(0);
  }
}
class Derived extends Base {}

class ReturnsOther {
  constructor(other: object) {
    if (tick(other)) return tick(other);
  }
}

const P = Plain as never as { new (): { kind: string }; (): string };
console.log(new P().kind, (P as () => string)(), new Base().made, new Derived().made, Reflect.construct(Base, [], Derived).made);
const other = { other: true };
console.log(new ReturnsOther(other) === other, Reflect.construct(Plain as never, [], Base) instanceof Base);
