import { updatePoint } from "ts-updatable";
import { stay } from "./stay.js";

/** Two values that belong together: between them no update may come. */
function turn(sums: { left: number; right: number }): void {
  sums.left -= 1;
  sums.right -= 1;
}

function run(): string {
  const sums = { left: 0, right: 0 };
  for (let n = 0; n < 1; n++) {
    turn(sums);
    updatePoint("between turns");
  }
  return `v2: ${sums.left} ${sums.right}`;
}

console.log(run());
stay();
