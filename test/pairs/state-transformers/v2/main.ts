import { answerLines } from "./ask.js";
import { Clock } from "./clock.js";

interface User {
  readonly name: string;
  readonly age: number;
  readonly since?: Clock;
}

const users = new Map<string, User>();

let last = "";

const history: string[] = [];

const started = new Clock(7);

function answer(line: string): string {
  users.set(line, { name: line, age: 1, since: started });
  history.push(line);
  last = line;
  return `v2 ${[...users.values()].map((u) => `${u.name}:${u.age}:${u.since?.ticks}`)} ${last} ${history.length} ${started.ticks}`;
}

answerLines(answer);
