import { existsSync } from "node:fs";
import { updatePoint } from "ts-updatable";
import { waitForFile } from "./hold.js";
import { stay } from "./stay.js";

/** Two values that belong together: between them no update may come. */
function turn(sums: { left: number; right: number }): void {
  sums.left += 1;
  waitForFile("RELEASE");
  sums.right += 1;
}

function run(): string {
  const sums = { left: 0, right: 0 };
  console.log("in the middle of a turn");
  for (let n = 0; n < 1000 && !existsSync(process.env["STOP"] ?? ""); n++) {
    turn(sums);
    updatePoint("between turns");
    if (n === 0) console.log("one turn by v1");
  }
  return `v1: ${sums.left - sums.right}`;
}

console.log(run());
stay();
