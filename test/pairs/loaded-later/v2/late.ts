import { basename } from "node:path";

const greeting = ["hello"].join();
const mark = greeting.length;

let told = 0;

export function tell(line: string): string {
  told++;
  return `v2 ${greeting} ${decorate(line)} ${told} ${mark}`;
}

function decorate(line: string): string {
  return `<${basename(line)}>`;
}
