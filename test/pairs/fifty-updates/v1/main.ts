import { pause } from "./pause.js";

let deepest = 0;

function main(): void {
  for (let n = 1; ; n++) {
    const depth = new Error("depth").stack?.split("\n").length ?? 0;
    deepest = Math.max(depth, deepest);
    console.log(`v1 ${n} ${deepest}`);
    pause(2);
  }
}

Error.stackTraceLimit = Number.POSITIVE_INFINITY;
main();
