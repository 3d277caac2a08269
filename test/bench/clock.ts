// Time on two clocks: CPU time, which a busy machine disturbs little, and time as it passes.
import { bestOfSecondHalf } from "./statistics.ts";

/** Milliseconds. */
export interface Times {
  /** Of all threads of the process. */
  readonly cpu: number;
  readonly wall: number;
}

/** @returns tells what has passed since */
export function startClock(): () => Times {
  const [cpu, wall] = [process.cpuUsage(), performance.now()];
  return () => {
    const { user, system } = process.cpuUsage(cpu);
    return { cpu: (user + system) / 1000, wall: performance.now() - wall };
  };
}

/** What a warm program takes when nothing disturbs it. */
export function bestOf(iterations: readonly Times[]): Times {
  return { cpu: bestOfSecondHalf(iterations.map(({ cpu }) => cpu)), wall: bestOfSecondHalf(iterations.map(({ wall }) => wall)) };
}
