import { answerLines } from "./ask";
import { inner } from "./inner";
import { more } from "./more";

function answer(_line: string): string {
  return `v2 ${more()} ${inner()}`;
}

answerLines(answer);
