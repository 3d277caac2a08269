import { answerLines } from "./ask.js";

enum Color {
  Red,
  Green,
}

const held: Color[] = [];

function answer(line: string): string {
  held.push(line === "green" ? Color.Green : Color.Red);
  return `v1 ${held.map((color) => Color[color]).join()}`;
}

answerLines(answer);
