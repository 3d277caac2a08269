// The module's own body waits when the update comes: it runs once, and goes on as it began.
import { answerLines } from "./ask.js";

let open: () => void = () => undefined;
const gate = new Promise<void>((resolve) => (open = resolve));

function describe(n: number): string {
  return `v2 describes ${n}`;
}

answerLines((line) => {
  if (line === "open") open();
  return "asked";
});

let count = 1;
console.log(`v2 body before ${describe(count)}`);
await gate;
count += 10;
console.log(`v2 body behind ${describe(count)}`);
const made = await Promise.resolve(describe(3));
console.log(`v2 made ${made}`);
