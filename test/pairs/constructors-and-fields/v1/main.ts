import { hold } from "./hold.js";
import { stay } from "./stay.js";

class Base {
  readonly steps: string[] = [];

  constructor(name: string) {
    for (let i = 0; i < 2; i++) {
      this.steps.push(`v1 ${name}${i}`);
      if (i === 0 && name === "first") {
        console.log("v1 in the base");
        hold(1);
      }
    }
  }

  protected describe(): string {
    return this.steps.join();
  }
}

class Worker extends Base {
  #count = 10;
  readonly kind: string = "kind v1";
  readonly add = (n: number): string => `v1 ${(this.#count += n)}`;

  constructor(name: string) {
    super(`${name}`);
    this.steps.push(`v1 worker ${this.kind}`);
    if (name === "second") {
      console.log("v1 in the worker");
      hold(1);
    }
    this.steps.push("v1 done");
  }

  show(): string {
    return `v1 ${super.describe()} ${this.#count}`;
  }
}

/** Each call makes a class with a parent and private names of its own. */
const counted = (Parent: typeof Worker, start: number) =>
  class extends Parent {
    #own = start;
    constructor(name: string) {
      super(name);
      this.#own += 1;
    }
    override show(): string {
      return `v1 own ${this.#own}; ${super.show()}`;
    }
  };

const Counted = counted(Worker, 5);
const early = new Counted("early");
const { add } = early;
console.log(add(1), early.show());
const worker = new Counted(process.env["WHICH"] ?? "first");
console.log(worker.show());
console.log(add(1), early.show(), add === early.add);
console.log(new Counted("late").show());
console.log(new (counted(Worker, 7))("new").show());
stay();
