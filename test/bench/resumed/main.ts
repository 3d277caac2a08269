// Runs one loop and prints what its slices take: from the beginning in one version, or moved into another in the middle.
import { applyPatch } from "ts-updatable";
import { loops } from "./loops.js";

const SLICES = 40;
const [name = "", patch] = process.argv.slice(2);
const times: number[] = [];
let last = process.cpuUsage();
let updated: Promise<{ readonly ok: boolean; readonly moved?: readonly unknown[] }> | undefined;

/** The update is made here and now: `applyPatch` is called with the loop's frame on the stack. */
function slice(): void {
  const { user, system } = process.cpuUsage(last);
  times.push((user + system) / 1000);
  if (patch !== undefined && times.length === SLICES) updated = applyPatch(patch);
  last = process.cpuUsage();
}

// Both ways take the same number of slices in the version that counts.
const result = loops[name]?.(patch === undefined ? SLICES : 2 * SLICES, slice);
const answer = await updated;
if (answer !== undefined && (!answer.ok || (answer.moved ?? []).length < 2))
  throw new Error(`the loop was not moved: ${JSON.stringify(answer)}`);
console.log(JSON.stringify({ result, times: times.slice(-SLICES) }));
process.exit();
