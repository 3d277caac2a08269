import { hold } from "./hold.js";
import { stay } from "./stay.js";

const WORDS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

const GERMAN = ["eins", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf"];

function count(): void {
  for (const [index, word] of WORDS.entries()) {
    console.log(GERMAN[index] ?? word);
    if (index === 6) hold(1);
    if (index === 9) hold(2);
  }
}

function* numbers(): Generator<string> {
  for (let index = 0; index < WORDS.length; index++) {
    yield GERMAN[index] as string;
    if (index === 6) hold(1);
    if (index === 9) hold(2);
  }
}

if (process.env["WAY"] === "generator") for (const word of numbers()) console.log(word);
else count();
stay();
