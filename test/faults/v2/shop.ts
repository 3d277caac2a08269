import { word } from "./words.js";

export function price(count: number): string {
  return `v2 ${word()} ${count * 2}`;
}
