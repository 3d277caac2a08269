import { hold } from "./hold.js";
import { stay } from "./stay.js";

function run(): void {
  let total = 0;
  let word = "kept";
  for (let i = 1; i < 5; i++) {
    total += i;
    if (i === 2) ready();
  }
  console.log(`v1 ${total} ${word}`);
}

function ready(): void {
  console.log("ready");
  hold(1);
}

run();
stay();
