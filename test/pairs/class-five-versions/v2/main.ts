import { answerLines } from "./ask.js";

class Item {
  a = 1;
  b: number[] = [];

  constructor(readonly name: string) {}

  show(): string {
    return `${this.name} ${this.a} ${this.b.push(2)}`;
  }
}

class Special extends Item {
  extra = 1;
}

const items: Item[] = [new Item("a"), new Item("b"), new Special("c"), new Item("frozen")];
if (process.env["FROZEN"] !== "no") Object.freeze(items[3]);
const child = Object.create(items[1] as Item) as Item;
let kept: unknown;

function answer(line: string): string {
  const [command, index] = line.split(" ");
  const item = items[Number(index)] as Item;
  switch (command) {
    case "in":
      return `v2 ${"b" in item} ${"a" in item} ${"nothing" in item}`;
    case "keys":
      return `v2 ${Object.keys(item).join()}`;
    case "new":
      items.push(new Special(`new${items.length}`));
      return `v2 made ${items.length - 1}`;
    case "child":
      return `v2 ${child.show()} ${Object.keys(child).length}`;
    case "keep":
      kept = (item as unknown as { b: unknown }).b;
      return `v2 kept ${typeof kept}`;
    case "kept":
      return `v2 ${kept === (item as unknown as { b: unknown }).b}`;
    case "write":
      item.b = [1, 2, 3];
      return `v2 written ${item.show()}`;
    case "prototype":
      return `v2 ${String((Item.prototype as { b?: unknown }).b)}`;
    default:
      return `v2 ${item.show()}`;
  }
}

answerLines(answer);
