import { waitForFile } from "./hold.js";
import { stay } from "./stay.js";

function renamed(): void {
  console.log("v1 begins");
  waitForFile("RELEASE");
  console.log("v1 ends");
}

function main(): void {
  renamed();
  renamed();
}

main();
console.log("end");
stay();
