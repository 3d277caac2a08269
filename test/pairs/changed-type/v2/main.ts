import { answerLines } from "./ask.js";

interface User {
  readonly name: string;
  readonly age: number;
}

const users = new Map<string, User>();

let last = "";

function answer(line: string): string {
  users.set(line, { name: line, age: 1 });
  last = line;
  return `v2 ${users.size} ${last}`;
}

answerLines(answer);
