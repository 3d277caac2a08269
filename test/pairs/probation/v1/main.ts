import { existsSync } from "node:fs";
import { pause } from "./pause.js";

const keep = (k: number) => (): number => k;
const kept = keep(7);

function step(n: number): string {
  return `v1 ${n} ${kept()}`;
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
