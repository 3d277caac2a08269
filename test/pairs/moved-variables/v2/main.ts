import { answerLines } from "./ask.js";
import { add, describe, users } from "./store.js";

export const all = (): Map<string, number> => users;

function answer(line: string): string {
  const now = add(line);
  return `v2 ${describe()} ${now} ${all() === users}`;
}

answerLines(answer);
