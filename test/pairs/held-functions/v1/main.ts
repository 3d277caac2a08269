import { answerLines } from "./ask.js";

const weigh = process.argv.length > 50 ? (n: number): number => n : (n: number): number => 2 * n;

function price(n: number): number {
  return 10 * n;
}

function answer(line: string): string {
  const held = [weigh, price];
  const n = Number(line);
  return `${line} -> v1 ${weigh(n)} ${price(n)} ${held.map((f) => f(n)).join(" ")}`;
}

answerLines(answer);
