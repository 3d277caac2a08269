import { settings } from "./settings.js";
import { stay } from "./stay.js";

let count = 0;

export function greet(name: string): string {
  count += 2;
  process.env["LAST"] = name;
  settings.word = "hi";
  shout(name);
  return `${settings.word} ${name} ${count}`;
}

function shout(name: string): void {
  Object.assign(globalThis, { shouted: name });
  delete process.env["HOME"];
}

console.log(greet("ann"));
stay();
