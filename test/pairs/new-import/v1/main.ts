import { answerLines } from "./ask.js";
import { double } from "./numbers.js";

function answer(line: string): string {
  return `v1 ${double(Number(line))}`;
}

answerLines(answer);
