// Inside of a class its name is a constant; outside it is a variable that can be assigned.
// @ts-nocheck: types forbid to assign it.
import { thrown, tick } from "../shared/tick.js";

class Replaced {
  static made = 0;
  own() {
    return tick(Replaced);
  }
  again() {
    const make = () => tick(new Replaced());
    return make();
  }
  change() {
    tick(0);
    Replaced = null;
  }
  static create() {
    Replaced.made += tick(1);
    return new Replaced();
  }
  static first = (() => tick(Replaced))();
}

class Derived extends ((probe) => tick(probe), Replaced) {
  constructor() {
    super();
    this.kept = tick(Derived);
  }
}

const before = Replaced;
const derived = Derived;
console.log(Replaced.create().own() === before, Replaced.first === before);
Replaced = null;
Derived = class Other {};
console.log(Replaced, new before().own() === before, before.create().again() instanceof before, before.made);
console.log(new derived().kept === derived, new derived() instanceof before, Derived.name);
console.log(
  thrown(() => new before().change()),
  new before().own() === before,
);

function inFunction() {
  class Local {
    own() {
      return tick(Local);
    }
  }
  const first = Local;
  tick(0);
  Local = null;
  const own = new first().own() === first;
  return [own, tick(Local), first.name];
}
console.log(inFunction());

for (let turn = 0; turn < 2; turn++) {
  class Turn {
    own = () => tick(Turn);
  }
  const first = Turn;
  Turn = turn;
  console.log(new first().own() === first, tick(Turn));
}
