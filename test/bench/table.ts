// A report as tables for the reader.
import { styleText } from "node:util";
import { wasBusy } from "./machine.ts";
import type { Figure, Report, Row, Section } from "./report.ts";

export function formatReport(report: Report): string {
  const { node, v8, machine, rounds, iterations, load } = report;
  const head = `Node ${node} (V8 ${v8}), ${machine}, ${rounds} rounds, ${iterations} iterations of programs`;
  const legend = "CPU time unless told otherwise; ratios to the first column: median of all rounds (lowest to highest)";
  const busy = wasBusy(load)
    ? [`! taken on a busy machine (load ${load.before.toFixed(1)} before, ${load.after.toFixed(1)} at the end)`]
    : [];
  return [[head, legend, ...busy].join("\n"), ...report.sections.map(formatSection), ...report.problems.map((text) => `! ${text}`)].join(
    "\n\n",
  );
}

function formatSection({ title, note, columns, rows }: Section): string {
  const head = [title, ...columns];
  const lines = rows.map((row) => [row.title, ...columns.map((_, column) => formatCell(row.cells[column]))]);
  const widths = head.map((text, column) => Math.max(text.length, ...lines.map((line) => line[column]!.length)));
  const format = (line: readonly string[]): string =>
    line
      .map((text, column) => (isText(rows, column) ? text.padEnd(widths[column]!) : text.padStart(widths[column]!)))
      .join("  ")
      .trimEnd();
  return [styleText("bold", format(head)), ...(note === undefined ? [] : [note]), ...lines.map(format)].join("\n");
}

/** Words begin at the left, figures end at the right. */
const isText = (rows: readonly Row[], column: number): boolean =>
  column === 0 || rows.some(({ cells }) => typeof cells[column - 1] === "string");

function formatCell(cell: Figure | string | undefined): string {
  if (cell === undefined || typeof cell === "string") return cell ?? "";
  const { unit, median, low, high } = cell;
  if (!Number.isFinite(median)) return "too short to compare";
  if (unit !== "ratio") return `${formatNumber(median)} ${unit}`;
  return low === high ? median.toFixed(2) : `${median.toFixed(2)} (${low.toFixed(2)} to ${high.toFixed(2)})`;
}

const formatNumber = (value: number): string =>
  Number.isInteger(value) ? value.toLocaleString("en") : value.toFixed(Math.abs(value) < 10 ? 2 : 1);
