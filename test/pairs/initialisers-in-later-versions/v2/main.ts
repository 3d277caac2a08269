import { answerLines } from "./ask.js";
import { hold } from "./hold.js";

const tag = (n: number): string => `tag ${n}`;

const shown = (value: unknown): string => String(typeof value === "function" ? value() : value);

class Base {
  readonly kind = "base";
}

class Item extends Base {
  label = "item";
  size = 2;
}

class Box {
  handler: unknown = 5;
  text: unknown = (): string => "v2 text";
  tags = [tag(2)].join();
  run = (): string => {
    console.log("v2 runs");
    hold(2);
    return `v2 ran ${this.name}`;
  };

  constructor(readonly name: string) {}

  show(): string {
    return `v2 ${this.name} ${shown(this.handler)} ${shown(this.text)} ${this.tags}`;
  }
}

const boxes = [new Box("a")];
const items = [new Item()];

answerLines((line) => {
  if (line === "new") {
    boxes.push(new Box("b"));
    items.push(new Item());
  }
  if (line === "run") console.log(boxes[0]?.run());
  return `${boxes.map((box) => box.show()).join("; ")} [${items.map((item) => Reflect.get(item, "size")).join()}]`;
});
