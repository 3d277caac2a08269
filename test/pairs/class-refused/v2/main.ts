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

class Plain extends Base {}

class Moved extends Other {}

class Derived extends Base {
  constructor() {
    super();
    this.a = 5;
  }
}

class Grown {
  id = next();
  readonly at: number;

  constructor(at = 0) {
    this.at = at;
  }
}

class Effects {}

class Typed {
  value = "1";
  length = 10;
}

class Hidden {
  #secret(): number {
    return 1;
  }

  show(): number {
    return this.#secret();
  }
}

class Listed extends Array<number> {}

function local(): object {
  class Inner {
    x = 1;
    y = 2;
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
