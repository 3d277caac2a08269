import { answerLines } from "./ask.js";
import { hold } from "./hold.js";

const tag = (n: number): string => `tag ${n}`;

const shown = (value: unknown): string => String(typeof value === "function" ? value() : value);

class Base {
  readonly kind = "base";
}

class Item extends Base {
  label = "item";
  size = 3;
}

class Box {
  handler: unknown = (): string => "v3 handled";
  text: unknown = (): string => "v3 text";
  tags = [tag(3), "more"].join();
  run = (): string => {
    console.log("v3 runs");
    hold(3);
    return `v3 ran ${this.name}`;
  };

  constructor(readonly name: string) {}

  show(): string {
    return `v3 ${this.name} ${shown(this.handler)} ${shown(this.text)} ${this.tags}`;
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
