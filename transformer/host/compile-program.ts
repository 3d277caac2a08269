// Compiles one project or list of files, once or while watching, as tsc does it: same output, same exit codes.
import ts from "typescript";
import type { Request } from "./command-line.js";
import type { Compiler } from "./compiler.js";
import { createOutput, type TscOutput } from "./tsc-output.js";
import { getInternals } from "./typescript-internals.js";

export type CompileRequest = Extract<Request, { readonly kind: "project" | "files" }>;

/** A watching compile goes on until the process ends. */
export type Compiled = { readonly kind: "done"; readonly exitCode: number } | { readonly kind: "watching" };

export function compileProgram(compiler: Compiler, system: ts.System, request: CompileRequest): Compiled {
  const config = parseConfig(system, request);
  if (config === undefined) return { kind: "done", exitCode: ts.ExitStatus.DiagnosticsPresent_OutputsSkipped };
  if (config.options["watch"]) return watch(compiler, system, request, config);
  const output = createOutput(system, config.options);
  const program = getInternals(ts).isIncrementalCompilation(config.options)
    ? createIncremental(compiler, system, config)
    : createPlain(compiler, config);
  return { kind: "done", exitCode: emit(program, system, output) };
}

/** Undefined after an error that tsc, too, reports without going on. */
function parseConfig(system: ts.System, request: CompileRequest): ts.ParsedCommandLine | undefined {
  if (request.kind === "files") return { options: request.options, fileNames: [...request.files], errors: [] };
  const { report } = createOutput(system, request.options);
  const host = { ...system, onUnRecoverableConfigFileDiagnostic: report };
  return ts.getParsedCommandLineOfConfigFile(request.config, request.options, host, undefined, request.watchOptions);
}

function createPlain(compiler: Compiler, config: ts.ParsedCommandLine): ts.Program {
  const host = ts.createCompilerHost(config.options);
  host.jsDocParsingMode = ts.JSDocParsingMode.ParseForTypeErrors;
  return compiler.createProgram({ ...getProgramParts(config), host });
}

function createIncremental(compiler: Compiler, system: ts.System, config: ts.ParsedCommandLine): ts.BuilderProgram {
  const host = ts.createIncrementalCompilerHost(config.options, system);
  host.jsDocParsingMode = ts.JSDocParsingMode.ParseForTypeErrors;
  return ts.createIncrementalProgram({ ...getProgramParts(config), host, createProgram: compiler.createBuilder });
}

function getProgramParts(config: ts.ParsedCommandLine) {
  const { fileNames: rootNames, options, projectReferences } = config;
  const configFileParsingDiagnostics = ts.getConfigFileParsingDiagnostics(config);
  return { rootNames, options, configFileParsingDiagnostics, ...(projectReferences === undefined ? {} : { projectReferences }) };
}

function emit(program: ts.Program | ts.BuilderProgram, system: ts.System, { report, reportSummary }: TscOutput): number {
  const write = (text: string) => system.write(text + system.newLine);
  return getInternals(ts).emitFilesAndReportErrorsAndGetExitStatus(program, report, write, reportSummary);
}

function watch(compiler: Compiler, system: ts.System, request: CompileRequest, config: ts.ParsedCommandLine): Compiled {
  const { report, pretty } = createOutput(system, config.options);
  const status = getInternals(ts).createWatchStatusReporter(system, pretty);
  const { createBuilder } = compiler;
  if (request.kind === "project") {
    const host = ts.createWatchCompilerHost(request.config, request.options, system, createBuilder, report, status, request.watchOptions);
    ts.createWatchProgram(host);
  } else {
    const host = ts.createWatchCompilerHost(
      [...request.files],
      request.options,
      system,
      createBuilder,
      report,
      status,
      undefined,
      request.watchOptions,
    );
    ts.createWatchProgram(host);
  }
  return { kind: "watching" };
}
