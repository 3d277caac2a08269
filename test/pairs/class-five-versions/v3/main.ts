import { answerLines } from "./ask.js";

class Item {
  a = 1;
  b: number[] = [];
  c = "c";

  constructor(readonly name: string) {}

  show(): string {
    return `${this.name} ${this.a} ${this.b.push(3)} ${this.c}`;
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
      return `v3 ${"b" in item} ${"a" in item} ${"nothing" in item}`;
    case "keys":
      return `v3 ${Object.keys(item).join()}`;
    case "new":
      items.push(new Special(`new${items.length}`));
      return `v3 made ${items.length - 1}`;
    case "child":
      return `v3 ${child.show()} ${Object.keys(child).length}`;
    case "keep":
      kept = (item as unknown as { b: unknown }).b;
      return `v3 kept ${typeof kept}`;
    case "kept":
      return `v3 ${kept === (item as unknown as { b: unknown }).b}`;
    case "write":
      item.c = "C";
      return `v3 written ${item.show()}`;
    case "prototype":
      return `v3 ${String((Item.prototype as { b?: unknown }).b)}`;
    default:
      return `v3 ${item.show()}`;
  }
}

answerLines(answer);
