import { answerLines } from "./ask.js";

class Site {
  mark = 5;
  constructor(readonly name: string) {}
}

class Product {
  readonly cents: number;
  constructor(
    readonly name: string,
    readonly price: number,
  ) {
    this.cents = price * 100;
  }
}

class Order {
  readonly id: string;
  constructor(
    id: number,
    readonly site: Site,
  ) {
    this.id = `new ${id}`;
  }
}

class Note {
  seen = false;
  constructor(readonly text: string) {}
}

const sites = [new Site("a"), new Site("b")];
const products = [new Product("nut", 2), new Product("bolt", 3)];
const orders = [3, 1, 2].map((id) => new Order(id, sites[id % 2] as Site));
const notes = ["first", "second", "third"].map((text) => new Note(text));

function answer(line: string): string {
  if (line === "touch") return `touched ${products[1]?.cents} ${notes[2]?.seen}`;
  return `v2 ${[sites, products, orders, notes].map((of) => JSON.stringify(of)).join(" ")}`;
}

answerLines(answer);
