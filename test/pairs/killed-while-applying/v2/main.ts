import { pause } from "./pause.js";

function main(): void {
  let n = 0;
  while (true) {
    n++;
    console.log(`v2 ${n}`);
    pause(2);
  }
}

main();
