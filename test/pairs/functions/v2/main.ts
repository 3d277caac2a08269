import { answerLines } from "./ask.js";

function greet(name: string): string {
  return decorate(`${prefix()} ${name}`);
}

function prefix(): string {
  return "good day";
}

/** New, and called by functions that changed. */
function decorate(text: string): string {
  return stars(1) + text + stars(2);
}

function stars(count: number): string {
  return "*".repeat(count);
}

function untouched(name: string): string {
  return name.toUpperCase();
}

const commands: Readonly<Record<string, (name: string) => string>> = { greet, untouched };

function answer(line: string): string {
  const [command = "", name = ""] = line.split(" ");
  if (command === "stars") return stars(Number(name));
  return commands[command]?.(name) ?? "?";
}

answerLines(answer);
