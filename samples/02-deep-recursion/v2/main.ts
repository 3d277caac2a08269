// Goes down 1,000 calls, waits there, and adds something in every call on the way back.
import { existsSync } from "node:fs";

const DEPTH = 1_000;
const GO = "build/02-deep-recursion/go";

/** What the calls from `depth` on add up to. */
function descend(depth: number): number {
  if (depth === DEPTH) return waitAtTheBottom();
  const below = descend(depth + 1);
  return below + 10;
}

/** Returns when the file exists. */
function waitAtTheBottom(): number {
  console.log(`${DEPTH} calls deep, waiting for ${GO}`);
  while (!existsSync(GO));
  return 0;
}

console.log(`the way back added ${descend(0)}`);
