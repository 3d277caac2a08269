import { answerLines } from "./ask.js";

/** TypeScript calls such a class by a variable of its own making, which a process that runs the first version does not have. */
class Stock {
  static #shown = 3;

  static #limit(): number {
    return 5;
  }

  show(): string {
    return `v2 ${++Stock.#shown} ${Stock.#limit()} ${Fresh.make().count()}`;
  }
}

class Fresh {
  static #made = 10;

  static make(): Fresh {
    Fresh.#made++;
    return new Fresh();
  }

  count(): number {
    return Fresh.#made;
  }
}

const stock = new Stock();

answerLines(() => stock.show());
