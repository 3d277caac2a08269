// What ends the loop is computed.
import { pause } from "./pause.js";

const VERSION = "v3";
const grains = (): number => 4;

function weigh(n: number): number {
  let weight = 0;
  for (let grain = 0; grain < grains(); grain++) weight += n;
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
