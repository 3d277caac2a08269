// What a part of the benchmark is, and what it is given to work with.
import type { Builds } from "./builds.ts";
import type { Section } from "./report.ts";

/** A part of the benchmark that can be chosen by its name. */
export interface Group {
  readonly name: string;
  readonly about: string;
  /** Programs that can be chosen by their own names. */
  readonly members?: readonly string[];
  /** @param members the chosen ones, all unless some were named */
  measure(context: Context, members: readonly string[]): readonly Section[] | Promise<readonly Section[]>;
}

export interface Context {
  readonly rounds: number;
  /** Of a program in a process, at each stage of its life. */
  readonly iterations: number;
  /** After how many updates the programs are measured again. */
  readonly updates: readonly number[];
  readonly builds: Builds;
  progress(text: string): void;
  /** What is told below the tables, and makes the run fail. */
  problem(text: string): void;
}
