import { answerLines } from "./ask.js";

class Tally {
  count = 0;
  unit = "lines";
}

const tally = new Tally();

const show = (): string => `v3 ${tally.count} ${tally.unit}`;

function answer(line: string): string {
  if (line.startsWith("exit")) process.exit(Number(line.slice(4)));
  tally.count++;
  return `${line}: ${show()}`;
}

answerLines(answer);
