// @ts-nocheck: JavaScript that TypeScript would not let pass
import { note, tick } from "../shared/tick.js";

class Base {
  static name2 = "base";
  static hello(): string {
    return tick(`hello ${this.name2}`);
  }
}

let read: (o: Registry) => number;

class Registry extends Base {
  static #entries = new Map<string, number>();
  #secret = tick(41);
  static {
    var total = 0;
    let captured = tick(1);
    function add(name: string, value: number): void {
      total += tick(value);
      Registry.#entries.set(name, total);
    }
    for (const name of ["a", "b"]) add(name, tick(captured++));
    this.more = () => captured++;
    read = (o) => tick(o.#secret) + 1;
    note("in block", super.hello());
  }
  static label = `${tick("label")} ${this.#entries.size}`;
  static {
    try {
      if (tick(true)) throw new Error("inside");
    } catch (error) {
      this.caught = tick((error as Error).message);
    } finally {
      this.finished = tick(true);
    }
    class Deep {
      static {
        note("deep", this.name);
      }
    }
    this.deep = Deep.name;
  }
  static entries(): string {
    return [...this.#entries].map(([k, v]) => `${k}${tick(v)}`).join();
  }
}
console.log(Registry.entries(), Registry.label, Registry.caught, Registry.finished, Registry.deep);
console.log(Registry.more(), Registry.more(), read(new Registry()));

const list = [1, 2].map(
  (n) =>
    class {
      static value = tick(n);
      static {
        for (let i = 0; i < n; i++) this.value += tick(i);
        this.get = () => tick(this.value);
      }
    },
);
console.log(list.map((C) => C.get()).join());
