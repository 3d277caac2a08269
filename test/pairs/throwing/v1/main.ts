import { pause } from "./pause.js";

function main(): void {
  let n = 0;
  while (true) {
    n++;
    console.log(`v1 ${n}`);
    pause(2);
  }
}

main();
