// All sites together hold what there is of a product; the directory names every site.
import { answerLines } from "./ask.js";

class Site {
  name: string;
  held = 5;
  kept = 0;

  constructor(name: string) {
    this.name = name;
  }
}

class Product {
  total = 10;
  kept = 0;
}

const product = new Product();
const sites = [new Site("east"), new Site("west")];
const directory = new Map(sites.map((site) => [site.name.toUpperCase(), site]));

function move(from: string, to: string): void {
  add(to, 1);
  add(from, -1);
}

function add(name: string, count: number): void {
  for (const site of sites) if (site.name === name) site.held += count;
}

function find(name: string): boolean {
  return directory.has(name) || directory.has(name.toUpperCase());
}

function count(): number {
  return sites.reduce((sum, { held, kept }) => sum + held + kept, 0);
}

function answer(line: string): string {
  if (line === "move") move("east", "west");
  if (line === "touch") product.kept++;
  return `v2 ${line === "count" ? count() : ""} of ${JSON.stringify(product)} ${JSON.stringify(sites)} ${find("east")}`;
}

answerLines(answer);
