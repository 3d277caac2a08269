// What the figures were taken on, and how busy it was.
import { availableParallelism, cpus, loadavg } from "node:os";

export interface Machine {
  readonly node: string;
  readonly v8: string;
  readonly machine: string;
}

/** Processes that ran or waited for a processor, averaged over a minute: before the benchmark, and at its end. */
export interface Load {
  readonly before: number;
  readonly after: number;
}

export function describeMachine(): Machine {
  const all = cpus();
  return { node: process.versions.node, v8: process.versions.v8, machine: `${all.length} x ${all[0]?.model ?? "unknown"}` };
}

export const readLoad = (): number => loadavg()[0] ?? 0;

/** The benchmark itself keeps one processor busy, and its compilers and clients a part of another. */
export const wasBusy = ({ before, after }: Load): boolean => before > 0.5 || after > Math.max(2, availableParallelism() * 0.75);
