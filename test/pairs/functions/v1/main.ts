import { answerLines } from "./ask.js";

function greet(name: string): string {
  return `${prefix()} ${name}`;
}

function prefix(): string {
  return "hello";
}

function farewell(name: string): string {
  return `bye ${name}`;
}

function untouched(name: string): string {
  return name.toUpperCase();
}

const commands: Readonly<Record<string, (name: string) => string>> = { greet, farewell, untouched };

function answer(line: string): string {
  const [command = "", name = ""] = line.split(" ");
  return commands[command]?.(name) ?? "?";
}

answerLines(answer);
