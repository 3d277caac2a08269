import { tick } from "../shared/tick.js";

enum Direction {
  Up = 1,
  Down,
  Computed = tick(10),
  Next = Computed + 1,
}
enum Text {
  A = "a",
  B = `b${A}`,
}
const enum Inline {
  One = 1,
}

namespace Outer {
  export let counter = 0;
  export function count(): number {
    for (let i = 0; i < 2; i++) counter += tick(1);
    return counter;
  }
  export namespace Inner {
    export const deep = tick("deep");
    export class Thing {
      constructor(
        public readonly name: string,
        private n = tick(1),
      ) {}
      show(): string {
        return [this.name, this.n, deep, counter].map((x) => tick(x)).join();
      }
    }
  }
}

function merged(n: number): string {
  return tick(`${merged.prefix}${n}`);
}
namespace merged {
  export const prefix = "p";
}

class Overloads {
  read(x: number): number;
  read(x: string): string;
  read(x: number | string): number | string {
    let result = x;
    for (let i = 0; i < 2; i++) result = tick(result);
    return result;
  }
  abstractLike?(): void;
}

const satisfied = { a: tick(1), b: [2] as const } satisfies Record<string, unknown>;
console.log(Direction[1], Direction.Down, Direction.Computed, Direction.Next, Object.keys(Direction).length, Text.B, Inline.One);
console.log(
  Outer.count(),
  Outer.count(),
  new Outer.Inner.Thing("t").show(),
  merged(1),
  new Overloads().read("s"),
  new Overloads().read(2),
  satisfied.b[0]!,
  satisfied.a as number,
);
