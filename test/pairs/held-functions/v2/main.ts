import { answerLines } from "./ask.js";

const weigh = (n: number): number => 3 * n;

function price(n: number): number {
  return 20 * n;
}

function answer(line: string): string {
  const held = [weigh, price];
  const n = Number(line);
  return `${line} -> v2 ${weigh(n)} ${price(n)} ${held.map((f) => f(n)).join(" ")}`;
}

answerLines(answer);
