import { createRequire } from "node:module";
import { join } from "node:path";
import { tick } from "../shared/tick.js";

// Both module formats can load JSON in this way.
const load = createRequire(join(process.argv[1] ?? "", "../main.js"));
const data = load("./data.json") as { items: number[] };

function sum(): number {
  let total = 0;
  for (const x of data.items) total += tick(x);
  return total;
}

console.log(sum(), JSON.stringify(data));
