import { existsSync } from "node:fs";
import { pause } from "./pause.js";

const keep = (_k: number) => (): number => 8;
const kept = keep(7);

let steps = 0;

function step(n: number): string {
  steps++;
  if (existsSync(process.env["CRASH"] ?? "")) throw new Error(`broken after ${steps}`);
  return `v3 ${n} ${kept()}`;
}

function main(): void {
  let n = 0;
  console.log("arguments", process.argv.slice(2).join(" "));
  while (!existsSync(process.env["END"] ?? "")) {
    n++;
    console.log(step(n));
    pause(5);
  }
  process.exitCode = 3;
}

main();
