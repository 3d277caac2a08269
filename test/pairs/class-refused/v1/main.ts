import { answerLines } from "./ask.js";

let count = 0;
const next = (): number => ++count;

class Base {
  a = 1;
}

class Other {
  a = 1;
  b = 2;
}

class Plain {}

class Moved extends Base {}

class Derived extends Base {}

class Grown {}

class Effects {
  old = next();
}

class Typed {
  value = 1;
  size = 10;
}

class Hidden {
  #secret = 1;

  show(): number {
    return this.#secret;
  }
}

class Listed {}

function local(): object {
  class Inner {
    x = 1;
  }
  return new Inner();
}

const all = [
  new Plain(),
  new Moved(),
  new Derived(),
  new Grown(),
  new Effects(),
  new Typed(),
  new Hidden(),
  new Listed(),
  new Other(),
  local(),
];

answerLines((line) => `v1 ${line} ${all.length}`);
