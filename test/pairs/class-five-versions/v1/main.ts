import { answerLines } from "./ask.js";

class Item {
  a = 1;

  constructor(readonly name: string) {}

  show(): string {
    return `${this.name} ${this.a}`;
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
      return `v1 ${"b" in item} ${"a" in item} ${"nothing" in item}`;
    case "keys":
      return `v1 ${Object.keys(item).join()}`;
    case "new":
      items.push(new Special(`new${items.length}`));
      return `v1 made ${items.length - 1}`;
    case "child":
      return `v1 ${child.show()} ${Object.keys(child).length}`;
    case "keep":
      kept = (item as unknown as { b: unknown }).b;
      return `v1 kept ${typeof kept}`;
    case "kept":
      return `v1 ${kept === (item as unknown as { b: unknown }).b}`;
    case "write":
      item.a = 10;
      return `v1 written ${item.show()}`;
    case "prototype":
      return `v1 ${String((Item.prototype as { b?: unknown }).b)}`;
    default:
      return `v1 ${item.show()}`;
  }
}

answerLines(answer);
