import { hold } from "./hold.js";
import { stay } from "./stay.js";

function run(): string {
  const total = 1n;
  console.log("running");
  hold(1);
  return `${total}`;
}

console.log(run());
stay();
