import { answerLines } from "./ask.js";

const shown = (value: unknown): string => String(typeof value === "function" ? value() : value);

class Base {
  readonly kind = "base";
}

class Item extends Base {
  label = "item";
}

class Box {
  handler: unknown = (): string => "v1 handled";
  text: unknown = "text";

  constructor(readonly name: string) {}

  show(): string {
    return `v1 ${this.name} ${shown(this.handler)} ${shown(this.text)}`;
  }
}

const boxes = [new Box("a")];
const items = [new Item()];

answerLines((line) => {
  if (line === "new") {
    boxes.push(new Box("b"));
    items.push(new Item());
  }
  return `${boxes.map((box) => box.show()).join("; ")} [${items.map((item) => Reflect.get(item, "size")).join()}]`;
});
