// Warnings and failures on their way to the user: standard error in tsc's words, and a file beside the build.
import type ts from "typescript";
import type { Warning } from "../../runtime/contract/build.js";

/** Receives what must be told besides TypeScript's own diagnostics. */
export interface Report {
  warn(text: string): void;
  /** A file or build that is not updatable though it should be: told, and the command's exit code must not be 0. */
  fail(text: string): void;
}

export const formatWarning = ({ place, code, message }: Warning): string =>
  `${place.file}:${place.line}:${place.column + 1} - warning ${code}: ${message}`;

/** Our core threw: a defect of ours, never the user's. */
export function formatCoreFailure(source: string, error: unknown): string {
  return formatFailure(
    source,
    "TSU-CORE-FAILED",
    error,
    "It was written as TypeScript emitted it and cannot be updated. " +
      'This is a defect of ts-updatable: report it with this file; until then list the file under "exclude".',
  );
}

export function formatWriteFailure(place: string, error: unknown): string {
  return formatFailure(
    place,
    "TSU-NOT-WRITTEN",
    error,
    "Without its own files beside the outputs, this build cannot be updated. Make the output folder writable and build again.",
  );
}

function formatFailure(place: string, code: string, error: unknown, consequence: string): string {
  const found = error instanceof Error ? error.message : String(error);
  const text = `${place}:1:1 - error ${code}: ts-updatable failed (${found}). ${consequence}`;
  return process.env["TS_UPDATABLE_TRACE"] && error instanceof Error ? `${text}\n${error.stack}` : text;
}

/** For tspc, which ends the process itself: the only way left to a plug-in is to change the exit code while the process ends. */
export const stderrReport = (): Report => {
  let failed = false;
  return {
    warn: (text) => void process.stderr.write(`${text}\n`),
    fail(text) {
      process.stderr.write(`${text}\n`);
      if (!failed) process.once("exit", raiseExitCode);
      failed = true;
    },
  };
};

/** What tsc answers when there are errors and files were written. */
const ERRORS_AND_OUTPUTS: ts.ExitStatus.DiagnosticsPresent_OutputsGenerated = 2;

function raiseExitCode(code: number): void {
  if (code === 0) process.exitCode = ERRORS_AND_OUTPUTS;
}
