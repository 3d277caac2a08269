import { waitForFile } from "./hold.js";
import { pause } from "./pause.js";

function busy(n: number): void {
  console.log(`v1 begins ${n}`);
  waitForFile("RELEASE");
  for (let step = 0; step < 5; step++) pause(1);
  console.log(`v1 ends ${n}`);
}

function main(): void {
  for (let n = 1; ; n++) busy(n);
}

main();
