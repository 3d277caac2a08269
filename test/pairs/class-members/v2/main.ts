import { answerLines } from "./ask.js";
import { describe } from "./describe.js";

const tag = Symbol("tag");
let made = 0;

class Shape {
  static limit = 50;
  static readonly unit: string = "mm";
  static count = made * 10;
  protected side = 2;

  constructor(readonly name: string) {
    made++;
  }

  area(): number {
    return this.side * this.side * 10;
  }

  fresh(by: number, _times = 1): string {
    return `fresh ${this.area() + by}`;
  }

  get size(): number {
    return this.side;
  }

  set size(value: number) {
    this.side = value;
  }

  get label(): string {
    return `label of ${this.name}`;
  }

  async wait(): Promise<string> {
    await null;
    return this.name;
  }

  *[Symbol.iterator](): Generator<string> {
    yield this.name;
    yield "end";
  }

  [tag](): string {
    return "tagged";
  }

  static make(name: string): Shape {
    return new Shape(name);
  }

  static both(...all: Shape[]): string {
    return all.map((shape) => shape.name).join("+");
  }
}

const Round = class extends Shape {
  turn(): string {
    return `turned ${this.name}`;
  }
};

class Square extends Shape {}

const shapes = [Shape.make("a"), new Round("b"), new Square("c")];
const { area } = shapes[0] as Shape;
const later = (shapes[0] as Shape).area.bind(shapes[0]);

function answer(line: string): string {
  const shape = shapes[0] as Shape;
  switch (line) {
    case "use": {
      const text = `v2 ${shape.area()} ${shape.fresh(1)} ${shape.size} ${shape.label} ${Shape.limit} ${Shape.unit} ${Shape.count} ${made}`;
      return `${text} ${[...shape].join()} ${shape[tag]()} ${Shape.both(...shapes)} ${(shapes[1] as InstanceType<typeof Round>).turn()} ${shapes[2]?.area()}`;
    }
    case "set":
      shape.size = 3;
      shape.wait().then((name) => console.log(`waited ${name}`));
      return `set ${shape.size}`;
    case "same":
      return `${area === shape.area} ${later()} ${shapes.map((s) => s instanceof Shape).join()} ${shapes[1] instanceof Round}`;
    default:
      return describe(Shape, Round, tag);
  }
}

answerLines(answer);
