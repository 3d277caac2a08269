// Closures hold the variables of their own turn of a loop, whose function changes while it runs.
import { answerLines } from "./ask.js";

const closures: (() => string)[] = [];
let proceed: () => void = () => undefined;
const turn = (): Promise<void> => new Promise((resolve) => (proceed = resolve));

async function count(): Promise<void> {
  for (let i = 0; i < 4; i++) {
    let hits = 0;
    closures.push(() => `v1 ${i} ${++hits}`);
    await turn();
    hits += 10;
  }
  for (const name of ["x", "y"]) {
    closures.push(() => `v1 ${name}`);
    await turn();
  }
  console.log("v1 done");
}

void count();
answerLines((line) => {
  if (line === "turn") proceed();
  return closures.map((closure) => closure()).join("; ");
});
