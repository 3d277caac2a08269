// A control loop with a tick of a millisecond: notes of each when it came, the thread's CPU time until then, and what was decided.
import "./beside.js";
import { decide, type State, version } from "./rules.js";

/** One tick: milliseconds on the clock that all processes share, milliseconds of CPU time, the version that decided, and the level then. */
export type Tick = readonly [at: number, cpu: number, version: number, level: number];

const [MOST_TICKS, FIELDS] = [60_000, 4];
/** Made before: the loop itself leaves no garbage. */
const noted = new Float64Array(MOST_TICKS * FIELDS);
const state: State = { level: 0 };
let count = 0;

function step(): void {
  const at = performance.timeOrigin + performance.now();
  const { user, system } = process.threadCpuUsage();
  decide(state, count);
  noted.set([at, (user + system) / 1000, version, state.level], count * FIELDS);
  count++;
}

const timer = setInterval(step, 1);
process.once("message", () => {
  clearInterval(timer);
  const ticks = Array.from({ length: count }, (_, n) => [...noted.subarray(n * FIELDS, (n + 1) * FIELDS)]);
  process.send?.(ticks, () => process.exit());
});
process.send?.("ticking");
