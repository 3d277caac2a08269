import { answerLines } from "./ask.js";

function answer(line: string): string {
  return `v1 ${line}`;
}

answerLines(answer);
