// Rows of the tables, from what was measured in each round.
import type { Figure, Row, Unit } from "./report.ts";
import type { Rounds } from "./rounds.ts";
import { geometricMean, ratios, type Spread, spread } from "./statistics.ts";

/** The first one's own value, then the others' ratios to it. */
export function toRatioRow(title: string, unit: Unit, measured: Rounds<number>, wall?: Rounds<number>): Row {
  const compare = (rounds: Rounds<number>): readonly Spread[] => {
    const [base, ...others] = [...rounds.values()] as [readonly number[], ...(readonly number[])[]];
    return [spread(base), ...others.map((values) => spread(ratios(values, base)))];
  };
  const clock = wall && compare(wall);
  const cells = compare(measured).map(
    (value, column): Figure => ({ unit: column === 0 ? unit : "ratio", ...value, ...(clock && { wall: clock[column]! }) }),
  );
  return { title, cells };
}

/** What `read` finds in each round, as a figure of its own. */
export function toFigure<T>(unit: Unit, rounds: readonly T[], read: (value: T) => number): Figure {
  return { unit, ...spread(rounds.map(read)) };
}

/** The geometric mean of the ratios of rows. */
export function toMeanRow(rows: readonly Row[]): Row {
  const columns = rows[0]?.cells ?? [];
  const mean = (column: number, part: keyof Spread): number => geometricMean(rows.map(({ cells }) => (cells[column] as Figure)[part]));
  const cells = columns.map((_, column): Figure | undefined =>
    column === 0 ? undefined : { unit: "ratio", median: mean(column, "median"), low: mean(column, "low"), high: mean(column, "high") },
  );
  return { title: "geometric mean", cells };
}
