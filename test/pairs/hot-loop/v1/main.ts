import { stay } from "./stay.js";

function spin(): number {
  let steps = 1;
  for (;;) {
    steps = (steps * 5 + 1) % 1_000_003;
  }
}

console.log("spinning");
console.log(`left after ${spin()}`);
stay();
