import { answerLines } from "./ask.js";

function answer(line: string): string {
  return `own ${line}`;
}

answerLines(answer);
