// A sum of weights. `weigh` counts to a small constant: no update meets it.
import { pause } from "./pause.js";

const VERSION = "v1";
const GRAINS = 4;

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
