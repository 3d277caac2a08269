import { hold } from "./hold.js";
import { stay } from "./stay.js";

const DIGITS = 12;

function factorial(n: number): number {
  let result = 1;
  for (let i = 2; i <= n; i++) {
    result *= i;
    if (i === 9 && n === 14) {
      console.log(`at 9: ${show(result)}`);
      hold(1);
    }
  }
  return result;
}

/** As a display of `DIGITS` digits shows it. */
function show(value: number): string {
  const text = String(value);
  if (text.length <= DIGITS) return text;
  return `${Number(`${text[0]}.${text.slice(1, DIGITS)}`)}*10^${text.length - 1}`;
}

function main(): void {
  console.log(show(factorial(14)));
  hold(2);
  console.log(show(factorial(15)));
}

main();
stay();
