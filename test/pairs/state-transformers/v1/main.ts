import { answerLines } from "./ask.js";
import { Clock } from "./clock.js";

interface User {
  readonly name: string;
}

const users = new Map<string, User>();

let last = 0;

const order: string[] = [];

const started = new Clock(5);

function answer(line: string): string {
  users.set(line, { name: line });
  order.push(line);
  last = line.length;
  return `v1 ${[...users.values()].map((u) => u.name)} ${last} ${order.length} ${started.ticks}`;
}

answerLines(answer);
