// Calls of methods by objects that show the class's own function, and by those that show another.
import { answerLines } from "./ask.js";

class Shape {
  width = 2;

  area(): string {
    return `v2 ${this.width} ${countFrames("area")}`;
  }

  scaled(by: number): string {
    return `v2 ${by * this.width}`;
  }

  #secret(): string {
    return `v2 ${countFrames("#secret")}`;
  }

  /** Its own, and that of another object. */
  tell(other: Shape = new Shape()): string {
    const said = `${this.#secret()}, ${other.#secret()}`;
    return said;
  }
}

/** How many functions of a name are under way. */
function countFrames(name: string): number {
  return new Error().stack?.match(new RegExp(` (\\w+\\.)?${name} `, "g"))?.length ?? 0;
}

/** Not seen as a class of the module: it is made by a call. */
const makeRound = (): (new () => Shape) =>
  class extends Shape {
    override area(): string {
      return `round, not ${super.area().slice(0, 2)}`;
    }
  };

const { area } = Shape.prototype;
const plain = new Shape();
const round = new (makeRound())();
const own = Object.assign(new Shape(), { area: (): string => "its own" });
const foreign = { width: 3, area: (): string => "no shape" } as Shape;
const kept = Object.assign(new Shape(), { area });
let reads = 0;
const read = Object.defineProperty(new Shape(), "area", {
  get: () => {
    reads++;
    return () => "from a getter";
  },
});
Object.assign(Shape.prototype, { scaled: () => "put there by the program" });
const parked: (() => void)[] = [];

function ask(shape: Shape): string {
  const said = shape.area();
  return said;
}

/** What an object that lacks the method says, and whether the argument was computed before. */
function fail(): string {
  const nothing: Shape = {} as Shape;
  let computed = 0;
  try {
    plain.tell(nothing);
  } catch (error) {
    computed += error instanceof TypeError ? 10 : 0;
  }
  try {
    return nothing.scaled(++computed);
  } catch (error) {
    return `${error instanceof TypeError} ${computed}`;
  }
}

async function work(): Promise<string> {
  const begun = plain.area();
  await new Promise<void>((resolve) => parked.push(resolve));
  return `${begun}, ${plain.area()}`;
}

function answer(line: string): string {
  if (line === "work") void work().then((all) => console.log(`worked: ${all}`));
  if (line === "release") for (const resume of parked.splice(0)) resume();
  if (line === "others")
    return `others -> ${[round, own, foreign, read].map((shape) => ask(shape)).join(", ")}, ${plain.scaled(5)}, ${reads}`;
  if (line === "tell") return `tell -> ${plain.tell()}`;
  if (line === "fail") return `fail -> ${fail()}`;
  if (line === "held") return `held -> ${area.call(plain).slice(0, 4)} ${area === plain.area} ${kept.area().slice(0, 4)}`;
  return `${line} -> ${ask(plain)}`;
}

answerLines(answer);
