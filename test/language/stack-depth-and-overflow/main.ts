import { thrown, tick } from "../shared/tick.js";

function deep(n: number): number {
  return n === 0 ? tick(0) : 1 + deep(n - 1);
}

class Visitor {
  visit(n: number, path: string): string {
    if (n === 0) return tick(path.length.toString());
    return this.visit(n - 1, `${path}.`);
  }
}

function forever(n: number): number {
  return forever(n + 1) + 1;
}

function catching(): string {
  let caught = "";
  for (let i = 0; i < 2; i++) {
    try {
      forever(0);
    } catch (error) {
      caught += `${(error as Error).name} `;
    }
  }
  return caught;
}

const viaMap = (n: number): number => (n === 0 ? tick(0) : [n].map((x) => viaMap(x - 1) + 1)[0]!);

console.log(deep(1000), new Visitor().visit(300, ""), viaMap(100));
console.log(
  catching(),
  thrown(() => forever(0)),
);
