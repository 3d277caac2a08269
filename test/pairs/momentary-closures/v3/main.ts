// Readings are chosen by a closure that ends with its call: it is text of the function around it, until it calls what may loop.
import { pause } from "./pause.js";

const readings = [1, 2, 3, 4, 5];

function isPrime(n: number): boolean {
  for (let i = 2; i < n; i++) if (n % i === 0) return false;
  return n > 1;
}

function watch(): void {
  for (let round = 1; ; round++) {
    const limit = 2;
    const chosen = readings.filter((reading) => reading > limit && isPrime(reading));
    console.log(`v3 ${round} ${chosen.join("")}`);
    pause(2);
  }
}

watch();
