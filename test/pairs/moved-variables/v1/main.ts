import { answerLines } from "./ask.js";
import { describe } from "./store.js";

const users = new Map<string, number>();

let count = 0;

export const all = (): Map<string, number> => users;

function answer(line: string): string {
  count++;
  users.set(line, count);
  return `v1 ${describe(users)} ${count}`;
}

answerLines(answer);
