import { answerLines } from "./ask.js";

class Item {
  junk = "junk";
  size = 1;
  readonly #secret = 7;

  constructor(readonly name: string) {}

  secret(): number {
    return this.#secret;
  }
}

class Special extends Item {
  extra = true;
}

const listed = [new Item("a"), new Special("b")];
const hidden = (
  (item: Item) => () =>
    item
)(new Item("closure"));
const keys = [{}, {}];
const weak = new WeakMap([[keys[0] as object, new Item("weak")]]);

let release: () => void = () => undefined;
const released = new Promise<void>((resolve) => {
  release = resolve;
});

async function suspended(): Promise<void> {
  const item = new Item("suspended");
  await released;
  console.log(show(item));
}

function show(item: Item): string {
  return `v1 ${item.name} ${item.size} ${item.junk} ${JSON.stringify(item)} ${item.secret()}`;
}

function answer(line: string): string {
  switch (line) {
    case "release":
      release();
      return "released";
    case "new":
      listed.push(new Item(`new${listed.length}`), new Special(`new${listed.length + 1}`));
      return "made";
    case "weak":
      return show(weak.get(keys[0] as object) as Item);
    case "closure":
      return show(hidden());
    default:
      return listed.map(show).join("; ");
  }
}

void suspended();
answerLines(answer);
