import { answerLines } from "./ask.js";

interface User {
  readonly name: string;
}

const users = new Map<string, User>();

let last = 0;

function answer(line: string): string {
  users.set(line, { name: line });
  last = line.length;
  return `v1 ${users.size} ${last}`;
}

answerLines(answer);
