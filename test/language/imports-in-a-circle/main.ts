import { tick } from "../shared/tick.js";
import { counted, early, type FromOther, useBoth } from "./other.js";

export function fromMain(n: number): string {
  let s = "";
  for (let i = 0; i < n; i++) s += tick("m");
  return s;
}

export class Late {
  value = tick(1);
}

export let live = 1;
export const raise = (): number => ++live;
const shape: FromOther = { text: "t" };

console.log(early, useBoth(2), shape.text, counted(), raise(), counted(), new Late().value);
