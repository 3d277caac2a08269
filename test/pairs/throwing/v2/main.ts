import { pause } from "./pause.js";

function main(): void {
  let n = 0;
  while (true) {
    n++;
    if (n > 3) throw new RangeError(`counted to ${n > 0}`);
    pause(2);
  }
}

main();
