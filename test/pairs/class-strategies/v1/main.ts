import { answerLines } from "./ask.js";

class Site {
  constructor(readonly name: string) {}
}

class Product {
  constructor(
    readonly name: string,
    readonly price: number,
  ) {}
}

class Order {
  constructor(
    readonly id: number,
    readonly site: Site,
  ) {}
}

class Note {
  constructor(readonly text: string) {}
}

const sites = [new Site("a"), new Site("b")];
const products = [new Product("nut", 2), new Product("bolt", 3)];
const orders = [3, 1, 2].map((id) => new Order(id, sites[id % 2] as Site));
const notes = ["first", "second", "third"].map((text) => new Note(text));

function answer(_line: string): string {
  return `v1 ${[sites, products, orders, notes].map((of) => JSON.stringify(of)).join(" ")}`;
}

answerLines(answer);
