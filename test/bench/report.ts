// What the benchmark found, as data: the JSON file holds a `Report`.
import type { Load, Machine } from "./machine.ts";
import type { Spread } from "./statistics.ts";

export type Unit = "ratio" | "ms" | "µs" | "KB" | "MB" | "bytes" | "per s";

/** One figure over all rounds. A ratio is to the same row's first figure, both taken in the same round. */
export interface Figure extends Spread {
  readonly unit: Unit;
  /** The same in time on the clock, where the figure is CPU time. It says little where the machine was busy. */
  readonly wall?: Spread;
}

export interface Row {
  readonly title: string;
  /** One for each column; texts where words say more. */
  readonly cells: readonly (Figure | string | undefined)[];
}

export interface Section {
  readonly title: string;
  /** What the figures are, where it is not CPU time. */
  readonly note?: string;
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
}

export interface Report extends Machine {
  readonly date: string;
  readonly load: Load;
  readonly rounds: number;
  readonly iterations: number;
  readonly updates: readonly number[];
  readonly sections: readonly Section[];
  readonly problems: readonly string[];
}
