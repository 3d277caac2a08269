import { answerLines } from "./ask.js";

class Item {
  b: number[] = [];
  c = "c";
  d = { n: 4 };

  constructor(readonly name: string) {}

  show(): string {
    return `${this.name} ${this.b.push(4)} ${this.c} ${this.d.n++}`;
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
      return `v4 ${"b" in item} ${"a" in item} ${"nothing" in item}`;
    case "keys":
      return `v4 ${Object.keys(item).join()}`;
    case "new":
      items.push(new Special(`new${items.length}`));
      return `v4 made ${items.length - 1}`;
    case "child":
      return `v4 ${child.show()} ${Object.keys(child).length}`;
    case "keep":
      kept = (item as unknown as { b: unknown }).b;
      return `v4 kept ${typeof kept}`;
    case "kept":
      return `v4 ${kept === (item as unknown as { b: unknown }).b}`;
    case "write":
      item.d = { n: 40 };
      return `v4 written ${item.show()}`;
    case "prototype":
      return `v4 ${String((Item.prototype as { b?: unknown }).b)}`;
    default:
      return `v4 ${item.show()}`;
  }
}

answerLines(answer);
