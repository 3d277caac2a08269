// The programs: plain, updatable, and after updates in which every function changed.
import { join } from "node:path";
import { type Variant, variants } from "../builds.ts";
import type { Times } from "../clock.ts";
import type { Context, Group } from "../group.ts";
import type { Measurement, Order } from "../measure.ts";
import { benchFolder } from "../places.ts";
import { runForJson } from "../processes.ts";
import { findPrograms, type ProgramKind } from "../programs.ts";
import type { Row, Section } from "../report.ts";
import { inRounds, type Rounds } from "../rounds.ts";
import { toMeanRow, toRatioRow } from "../rows.ts";

const abouts: Readonly<Record<ProgramKind, string>> = {
  cpu: "classic programs",
  data: "allocation, closures, generators, strings and Maps",
  async: "chains of await, async generators, streams, events, AsyncLocalStorage",
};

export const programGroups: readonly Group[] = (Object.keys(abouts) as ProgramKind[]).map((name) => ({
  name,
  about: abouts[name],
  members: findPrograms(name),
  measure: (context, members) => measurePrograms(name, context, members),
}));

async function measurePrograms(title: string, context: Context, programs: readonly string[]): Promise<readonly Section[]> {
  const afterUpdates = context.updates.map((count) => (count === 1 ? "after 1 update" : `after ${count} updates`));
  const columns = [...variants, ...afterUpdates];
  const rows = await measureEach(programs, context, (program) => measureProgram(program, context, columns));
  return [{ title, columns, rows }];
}

/** One row for each, and their mean. One that fails is told with the reason. */
export async function measureEach(
  programs: readonly string[],
  { problem }: Context,
  measureRow: (program: string) => Promise<Row>,
): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const program of programs) {
    try {
      rows.push(await measureRow(program));
    } catch (error) {
      problem(`${program} is left out. ${String(error)}`);
    }
  }
  return rows.length < 2 ? rows : [...rows, toMeanRow(rows)];
}

async function measureProgram(program: string, context: Context, columns: readonly string[]): Promise<Row> {
  const measured = await measureVariants(program, context, (variant) => toOrder(program, variant, context));
  return toRatioRow(program, "ms", pick(measured, columns, "cpu"), pick(measured, columns, "wall"));
}

/** All variants must compute the same. */
export async function measureVariants(
  program: string,
  { rounds, progress }: Context,
  toOrder: (variant: Variant) => Order,
): Promise<Rounds<Measurement>> {
  const measured = await inRounds(variants, rounds, (variant) => {
    progress(`${program}, ${variant}`);
    return runForJson<Measurement>([join(benchFolder, "measure.ts"), JSON.stringify(toOrder(variant))]);
  });
  const results = new Set([...measured.values()].flat().map(({ result }) => result));
  if (results.size > 1) throw new Error(`it computes ${[...results].join(" and ")}`);
  return measured;
}

function toOrder(program: string, variant: Variant, { builds, iterations, updates }: Context): Order {
  return {
    file: builds.programFile(program, variant),
    iterations,
    ...(variant === "updatable" && updates.length > 0 ? { updates, patches: builds.updates() } : { updates: [], patches: [] }),
  };
}

/** The stages of the updatable program are the columns behind the plain one. */
export function pick(measured: Rounds<Measurement>, columns: readonly string[], clock: keyof Times): Rounds<number> {
  return new Map(
    columns.map((column, index) => {
      const [variant, stage] = index === 0 ? ["plain", 0] : ["updatable", index - 1];
      return [column, measured.get(variant)!.map(({ stages }) => stages[stage]![clock])];
    }),
  );
}
