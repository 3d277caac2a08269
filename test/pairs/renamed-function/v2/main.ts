import { waitForFile } from "./hold.js";
import { stay } from "./stay.js";

function newName(): void {
  console.log("v2 begins");
  waitForFile("RELEASE");
  console.log("v2 ends");
}

function main(): void {
  newName();
  newName();
}

main();
console.log("end");
stay();
