// How tsc speaks: diagnostics and summaries, coloured where it would colour them.
import ts from "typescript";
import { getInternals, type ReportSummary } from "./typescript-internals.js";

type Options = Readonly<Record<string, unknown>>;

export interface TscOutput {
  readonly report: ts.DiagnosticReporter;
  readonly reportSummary: ReportSummary | undefined;
  readonly pretty: boolean;
}

export function createOutput(system: ts.System, options: Options): TscOutput {
  const pretty = typeof options["pretty"] === "boolean" ? options["pretty"] : isPrettyByDefault(system);
  const reportSummary: ReportSummary = (count, files) =>
    system.write(getInternals(ts).getErrorSummaryText(count, files, system.newLine, system));
  return { pretty, report: getInternals(ts).createDiagnosticReporter(system, pretty), reportSummary: pretty ? reportSummary : undefined };
}

function isPrettyByDefault(system: ts.System): boolean {
  if (process.env["NO_COLOR"]) return false;
  return Boolean(process.env["FORCE_COLOR"]) || (system.writeOutputIsTTY?.() ?? false);
}
