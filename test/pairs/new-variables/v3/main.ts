import { answerLines } from "./ask.js";

let asked = 0;

const base = 100;
const table = new Map([["start", base + 1]]);
const lookup = (key: string): number | undefined => table.get(key);
let counter = lookup("start") ?? 0;

class Tally {
  private readonly words: string[] = [];

  add(word: string): number {
    this.words.push("extra");
    return this.words.push(word);
  }
}

const tally = new Tally();

function answer(line: string): string {
  asked++;
  counter += 10;
  return `v3 ${line} ${asked} ${counter} ${tally.add(line)} ${lookup("start")}`;
}

answerLines(answer);
