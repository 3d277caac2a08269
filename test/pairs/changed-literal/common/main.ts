import { answerLines } from "./ask.js";
import { name } from "./other.js";
import * as all from "./settings.js";
import { LIMIT, limit } from "./settings.js";

function answer(line: string): string {
  return `${line} ${LIMIT} ${limit()} ${name()} ${all.TAX}`;
}

answerLines(answer);
