// Holds many frames or suspended calls, is updated there and back, and prints what each update took.
import { type ApplyAnswer, applyPatch } from "ts-updatable";
import { holdFrames, SuspendedCalls } from "./holding.js";

const [kind, count, times, ...patches] = process.argv.slice(2);
const updates: { readonly cpu: number; readonly wall: number; readonly answer: Promise<ApplyAnswer> }[] = [];

const cpuTime = (): number => {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
};

const startClock = (): (() => { readonly cpu: number; readonly wall: number }) => {
  const [cpu, wall] = [cpuTime(), performance.now()];
  return () => ({ cpu: cpuTime() - cpu, wall: performance.now() - wall });
};

/** With the frames that are on the stack, the update is over when `applyPatch` returns. */
function update(n: number): void {
  const stop = startClock();
  const answer = applyPatch(patches[n % patches.length] ?? "");
  updates.push({ ...stop(), answer });
}

/** @returns the CPU time in which all calls go on to their ends */
async function measureSuspended(): Promise<number> {
  const held = new SuspendedCalls(Number(count));
  for (let n = 0; n < Number(times); n++) {
    const stop = startClock();
    const answer = applyPatch(patches[n % patches.length] ?? "");
    await answer;
    updates.push({ ...stop(), answer });
  }
  const stop = startClock();
  await held.release();
  return stop().cpu;
}

let released = 0;
if (kind === "frames") holdFrames(Number(count), Number(times), update);
else released = await measureSuspended();
const told = [];
for (const { cpu, wall, answer } of updates) {
  const { ok, error, pauseMs, moved } = await answer;
  if (!ok) throw new Error(error?.message);
  told.push({ cpu, wall, pause: pauseMs ?? 0, moved: moved?.length ?? 0 });
}
console.log(JSON.stringify({ updates: told, released }));
process.exit();
