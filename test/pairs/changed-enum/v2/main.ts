import { answerLines } from "./ask.js";

enum Color {
  Red,
  Green,
  Blue,
}

const held: Color[] = [];

function answer(line: string): string {
  held.push(line === "green" ? Color.Green : line === "blue" ? Color.Blue : Color.Red);
  return `v2 ${held.map((color) => Color[color]).join()}`;
}

answerLines(answer);
