// The constant is great: calls of `weigh` take hours.
import { pause } from "./pause.js";

const VERSION = "v2";
const GRAINS = 1e13;

function weigh(n: number): number {
  let weight = 0;
  for (let grain = 0; grain < GRAINS; grain++) weight += n;
  return weight;
}

function sum(): void {
  let total = 0;
  for (let n = 1; ; n++) {
    console.log(`${VERSION} weighs ${n} ${total}`);
    total += weigh(n);
    pause(2);
  }
}

sum();
