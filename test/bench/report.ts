// What the benchmark found, as data for the JSON file and as a table for the reader.
import { cpus } from "node:os";
import { styleText } from "node:util";
import type { CodeSize } from "./code-size.ts";
import { getGroup, groups } from "./groups.ts";
import { type InstanceStrategy, type InstanceTimes, instanceCounts } from "./instances.ts";
import type { StartUp } from "./processes.ts";
import type { ProgramRounds, Rounds } from "./rounds.ts";
import { geometricMean, ratios, type Spread, spread } from "./statistics.ts";
import type { Traffic } from "./traffic.ts";
import type { Project } from "./variants.ts";

export interface Row {
  readonly title: string;
  readonly unit: "ms" | "KB" | "bytes" | "";
  /** The first variant's own value; absent for means. */
  readonly base?: number;
  /** Ratios to the first variant, by name. */
  readonly ratios: Readonly<Record<string, Spread>>;
}

export interface Section {
  readonly title: string;
  readonly rows: readonly Row[];
  /** What the ratios are ratios to, then the columns. */
  readonly names: readonly string[];
}

export interface Report {
  readonly date: string;
  readonly node: string;
  readonly v8: string;
  readonly machine: string;
  readonly rounds: number;
  readonly iterations: number;
  readonly sections: readonly Section[];
  readonly problems: readonly string[];
}

export function describeMachine(): Pick<Report, "node" | "v8" | "machine"> {
  const all = cpus();
  return { node: process.versions.node, v8: process.versions.v8, machine: `${all.length} x ${all[0]?.model ?? "unknown"}` };
}

/** One section per group of programs, each with its geometric mean. */
export function toProgramSections(measured: readonly ProgramRounds[], names: readonly string[]): readonly Section[] {
  return groups.flatMap((group) => {
    const rows = measured
      .filter(({ program }) => getGroup(program) === group)
      .map(({ program, milliseconds }) => toRow(program, "ms", milliseconds));
    return rows.length === 0 ? [] : [{ title: group, names, rows: [...rows, toMeanRow(rows, names)] }];
  });
}

export function toCompileSection(measured: Readonly<Record<Project, Rounds<number>>>): Section {
  const rows = [toRow("the programs", "ms", measured.programs), toRow("this package", "ms", measured.package)];
  return { title: "compile time", names: [...measured.programs.keys()], rows };
}

export function toStartUpSection(measured: Rounds<StartUp>): Section {
  const pick = (key: keyof StartUp): Rounds<number> => mapRounds(measured, (startUp) => startUp[key]);
  return {
    title: "start-up",
    names: [...measured.keys()],
    rows: [toRow("loading all programs", "ms", pick("loading")), toRow("whole process", "ms", pick("all"))],
  };
}

/** Absolute times: there is no plain program to compare with. */
export function toInstanceSection(measured: Rounds<InstanceTimes>): Section {
  const rows = [...measured].flatMap(([strategy, rounds]): Row[] => {
    const title = `${strategy}, ${instanceCounts[strategy as InstanceStrategy].toLocaleString("en")} objects`;
    const row = (what: string, read: (times: InstanceTimes) => number): Row => ({
      title: `${title}: ${what}`,
      unit: "ms",
      base: spread(rounds.map(read)).median,
      ratios: {},
    });
    return [
      row("pause", ({ pause }) => pause),
      row("touching all before", ({ before }) => before),
      row("first touch of all", ({ first }) => first),
      row("touching all later", ({ later }) => later),
    ];
  });
  return { title: "two new fields", names: ["updatable"], rows };
}

/** Time of requests, not CPU time. Updates are told apart from requests that failed, which are a problem of the run. */
export function toTrafficSection(measured: Rounds<Traffic>): Section {
  const pick = (key: "median" | "p99"): Rounds<number> => mapRounds(measured, (traffic) => traffic[key]);
  const grown = measured.get("500 updates")?.map((traffic) => traffic.grown / 1024) ?? [];
  return {
    title: "a server with 100 clients",
    names: [...measured.keys()],
    rows: [
      toRow("median of requests", "ms", pick("median")),
      toRow("99th percentile", "ms", pick("p99")),
      { title: "heap grown in 450 updates", unit: "KB", base: spread(grown).median, ratios: {} },
    ],
  };
}

export function toSizeSection(sizes: ReadonlyMap<string, CodeSize>): Section {
  const pick = (read: (size: CodeSize) => number): Rounds<number> => new Map([...sizes].map(([name, size]) => [name, [read(size)]]));
  return {
    title: "code size",
    names: [...sizes.keys()],
    rows: [
      toRow(
        "code",
        "bytes",
        pick(({ code }) => code),
      ),
      toRow(
        "code, compressed",
        "bytes",
        pick(({ compressed }) => compressed),
      ),
      toRow(
        "code and update files",
        "bytes",
        pick(({ code, forUpdates }) => code + forUpdates),
      ),
    ],
  };
}

function toRow(title: string, unit: Row["unit"], measured: Rounds<number>): Row {
  const [[, base], ...others] = [...measured] as [[string, readonly number[]], ...[string, readonly number[]][]];
  return {
    title,
    unit,
    base: spread(base).median,
    ratios: Object.fromEntries(others.map(([name, values]) => [name, spread(ratios(values, base))])),
  };
}

function toMeanRow(rows: readonly Row[], [, ...names]: readonly string[]): Row {
  const mean = (name: string, part: keyof Spread): number => geometricMean(rows.map((row) => row.ratios[name]![part]));
  const entries = names.map((name) => [name, { median: mean(name, "median"), low: mean(name, "low"), high: mean(name, "high") }]);
  return { title: "geometric mean", unit: "", ratios: Object.fromEntries(entries) };
}

function mapRounds<A, B>(rounds: Rounds<A>, change: (value: A) => B): Rounds<B> {
  return new Map([...rounds].map(([name, values]) => [name, values.map(change)]));
}

export function formatReport(report: Report): string {
  const head = `Node ${report.node} (V8 ${report.v8}), ${report.machine}, ${report.rounds} rounds of ${report.iterations} iterations`;
  const legend = "CPU time; ratio to the first column: median of all rounds (lowest to highest)";
  return [head, legend, ...report.sections.map(formatSection), ...report.problems.map((problem) => `! ${problem}`)].join("\n\n");
}

function formatSection({ title, names, rows }: Section): string {
  const head = [title, ...names];
  const cells = rows.map((row) => [row.title, formatBase(row), ...names.slice(1).map((name) => formatSpread(row.ratios[name]))]);
  const widths = head.map((text, column) => Math.max(text.length, ...cells.map((line) => line[column]!.length)));
  const format = (line: readonly string[]): string =>
    line.map((text, column) => (column === 0 ? text.padEnd(widths[0]!) : text.padStart(widths[column]!))).join("  ");
  return [styleText("bold", format(head)), ...cells.map(format)].join("\n");
}

function formatBase({ base, unit }: Row): string {
  if (base === undefined) return "";
  return unit === "ms" || unit === "KB" ? `${base.toFixed(1)} ${unit}` : `${base} ${unit}`;
}

function formatSpread(value: Spread | undefined): string {
  if (value === undefined) return "";
  const { median, low, high } = value;
  return low === high ? median.toFixed(2) : `${median.toFixed(2)} (${low.toFixed(2)} to ${high.toFixed(2)})`;
}
