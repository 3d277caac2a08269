import { answerLines } from "./ask.js";

class Tally {
  count = 0;
}

const tally = new Tally();

const show = (): string => `v2 <${tally.count}>`;

function answer(line: string): string {
  if (line.startsWith("exit")) process.exit(Number(line.slice(4)));
  tally.count++;
  return `${line}: ${show()}`;
}

answerLines(answer);
