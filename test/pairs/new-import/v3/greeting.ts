import { double } from "./numbers.js";
import { polite } from "./words/polite.js";

let greeted = 0;

export const farewell = `bye${double(1)}`;

export function greeting(n: number): string {
  greeted++;
  return `${polite(n)}-${double(n)}+${greeted}`;
}
