import { settings } from "./settings.js";
import { stay } from "./stay.js";

let count = 0;

export function greet(name: string): string {
  count++;
  process.env["LAST"] = name;
  return `${settings.word} ${name} ${count}`;
}

console.log(greet("ann"));
stay();
