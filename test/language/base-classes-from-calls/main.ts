import { note, thrown, tick } from "../shared/tick.js";

type Constructor<T = object> = new (...args: any[]) => T;
class Root {
  readonly path: string[] = [];
  static made = 0;
}
function Named<T extends Constructor<Root>>(base: T, name: string) {
  note(`Named ${name}`, 0);
  const { length } = name;
  return class extends base {
    readonly names = [...this.path, name];
    get size(): number {
      return tick(length);
    }
  };
}
const root = (): typeof Root => note("root", Root);

function declarations(n: number): string {
  class First extends Named(root(), note("name", `first ${n}`)) {
    read(): string {
      return `${this.names.join()} ${this.size}`;
    }
    static create(): First {
      First.made++;
      return new First();
    }
  }
  const Second = class extends Named(First, "second") {};
  const Third = class Inner extends Named(Second, note("name", "third")) {
    own = Inner.name;
  };
  return [First.create().read(), new Second().read(), new Third().own, First.name, Second.name, Third.name, Root.made].join(" ");
}

const mixed = (name: string): Constructor<Root> => class extends Named(root(), name) {};
const returned = (): Constructor<Root> => {
  return class extends note("returned", Root) {};
};

function inLoop(): string {
  const made: Constructor<Root>[] = [];
  for (let i = 0; i < 3; i++) {
    class Turn extends Named(root(), `turn ${tick(i)}`) {
      readonly i = i;
    }
    made.push(Turn);
  }
  return made.map((C) => JSON.stringify(new C())).join();
}

function failing(): string {
  return [
    () => class extends (note("not a class", 1) as any) {},
    () => class extends (note("null", null) as any) {}.name,
    () => {
      class Self extends (note("used early", (): any => Self as any)() as Constructor) {}
      return Self;
    },
  ]
    .map((f) => thrown(f).replace(/(Error).*/, "$1"))
    .join();
}

async function suspended(): Promise<string> {
  const later = async <T>(value: T): Promise<T> => {
    await null;
    return tick(value);
  };
  class Late extends Named(await later(Root), await later("late")) {}
  return new Late().names.join();
}

console.log(declarations(1), declarations(2));
console.log(JSON.stringify(new (mixed("mixed"))()), returned().name, inLoop());
console.log(failing());
void suspended().then(console.log);
