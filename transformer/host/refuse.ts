// A program that reports why it cannot be updatable, and writes nothing: plain files here would only look like a build.
import type ts from "typescript";
import { removeBuildInfo } from "./stale-build-info.js";
import { getProgramInternals, type TypeScript } from "./typescript-internals.js";

export function refuseProgram(typescript: TypeScript, program: ts.Program, reasons: readonly ts.Diagnostic[]): void {
  const internals = getProgramInternals(program);
  const getOptionsDiagnostics = program.getOptionsDiagnostics;
  program.getOptionsDiagnostics = (token) => [...getOptionsDiagnostics(token), ...reasons];
  internals.emit = () => SKIPPED;
  internals.emitBuildInfo = () => {
    removeBuildInfo(typescript, program.getCompilerOptions());
    return SKIPPED;
  };
}

const SKIPPED: ts.EmitResult = { emitSkipped: true, diagnostics: [] };
