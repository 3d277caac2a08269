// Readings are chosen by a closure that ends with its call: it is text of the function around it, and updated with it.
import { pause } from "./pause.js";

const readings = [1, 2, 3, 4, 5];

function watch(): void {
  for (let round = 1; ; round++) {
    const limit = 2;
    const chosen = readings.filter((reading) => reading > limit);
    console.log(`v1 ${round} ${chosen.join("")}`);
    pause(2);
  }
}

watch();
