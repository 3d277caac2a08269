import { hold, waitForFile } from "./hold.js";
import { stay } from "./stay.js";

let quiet = false;

/** How many levels returned in which version. */
const returned = { one: 0, two: 0 };

function descend(depth: number): number {
  if (depth === 0) {
    if (quiet) return 0;
    console.log("v1 bottom");
    if (process.env["RELEASE"] === undefined) hold(1);
    else waitForFile("RELEASE");
    return 0;
  }
  const below = descend(depth - 1);
  if (depth === 400 && !quiet) {
    console.log("v1 half way");
    hold(2);
  }
  returned.one++;
  return below + depth;
}

/** A depth at which most of the stack is used. */
function nearlyTooDeep(): number {
  quiet = true;
  let depth = 1000;
  try {
    for (; ; depth = Math.floor(depth * 1.1)) descend(depth);
  } catch {
    quiet = false;
    return Math.floor(depth * 0.8);
  }
}

console.log(descend(process.env["RELEASE"] === undefined ? 1000 : nearlyTooDeep()));
console.log(JSON.stringify(returned));
stay();
