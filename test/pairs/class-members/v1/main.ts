import { answerLines } from "./ask.js";
import { describe } from "./describe.js";

const tag = Symbol("tag");
let made = 0;

class Shape {
  static limit = 5;
  static readonly unit: string = "cm";
  static gone = "gone";
  protected side = 2;

  constructor(readonly name: string) {
    made++;
  }

  area(): number {
    return this.side * this.side;
  }

  old(): string {
    return "old";
  }

  get size(): number {
    return this.side;
  }

  label(): string {
    return `label ${this.name}`;
  }

  static make(name: string): Shape {
    return new Shape(name);
  }
}

const Round = class extends Shape {};

class Square extends Shape {
  override area(): number {
    return 100;
  }
}

const shapes = [Shape.make("a"), new Round("b"), new Square("c")];
const { area } = shapes[0] as Shape;
const later = (shapes[0] as Shape).area.bind(shapes[0]);

function answer(line: string): string {
  const shape = shapes[0] as Shape;
  switch (line) {
    case "use":
      return `v1 ${shape.area()} ${shape.old()} ${shape.size} ${shape.label()} ${Shape.limit} ${Shape.unit} ${made}`;
    case "same":
      return `${area === shape.area} ${later()} ${shapes.map((s) => s instanceof Shape).join()} ${shapes[1] instanceof Round}`;
    default:
      return describe(Shape, Round, tag);
  }
}

answerLines(answer);
