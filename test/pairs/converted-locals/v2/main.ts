import { hold } from "./hold.js";
import { stay } from "./stay.js";

function run(): void {
  let total = 0n;
  let text = "kept";
  const mark = Math.random();
  for (let i = 1; i < 5; i++) {
    total += BigInt(i);
    if (i === 2) ready();
  }
  console.log(`v2 ${total} ${typeof total} ${text} ${mark}`);
}

function ready(): void {
  console.log("ready");
  hold(1);
}

run();
stay();
