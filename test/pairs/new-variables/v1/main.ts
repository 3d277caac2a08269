import { answerLines } from "./ask.js";

let asked = 0;

function answer(line: string): string {
  asked++;
  return `v1 ${line} ${asked}`;
}

answerLines(answer);
