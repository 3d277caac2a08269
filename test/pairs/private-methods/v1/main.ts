import { hold } from "./hold.js";
import { stay } from "./stay.js";

class Base {
  protected steps = 0;

  describe(): string {
    return `base ${this.steps}`;
  }
}

class Worker extends Base {
  readonly #log: string[] = [];
  static made = 0;

  constructor(readonly name: string) {
    super();
    Worker.made++;
  }

  static make(name: string): Worker {
    return new Worker(`v1-${name}`);
  }

  get size(): number {
    return this.#log.length;
  }

  run(): void {
    while (this.steps < 10) {
      this.steps++;
      this.#log.push(`v1 ${this.steps}`);
      if (this.steps === 3) {
        console.log("v1 at 3");
        hold(1);
      }
      if (this.steps === 6) {
        console.log("v1 at 6");
        hold(2);
      }
    }
    console.log(this.#log.join("; "));
    console.log(this.describe());
  }

  override describe(): string {
    return `v1 ${super.describe()} ${this.size}`;
  }
}

const worker = Worker.make("w");
const { describe } = worker;
worker.run();
console.log(describe === worker.describe, describe === Worker.prototype.describe, Object.keys(worker).join());
console.log(Worker.make("x").name, Worker.made);
stay();
