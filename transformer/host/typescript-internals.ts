// What the host needs of TypeScript 6.0 that its public types leave out; test/host/typescript-internals.test.ts notices a change.
import type ts from "typescript";

export type TypeScript = typeof ts;

export interface OptionDeclaration {
  readonly name: string;
  readonly type: string;
}

export interface BuildCommand {
  readonly buildOptions: ts.BuildOptions & ts.CompilerOptions & { readonly help?: boolean; readonly clean?: boolean };
  readonly watchOptions: ts.WatchOptions | undefined;
  readonly projects: readonly string[];
  readonly errors: readonly ts.Diagnostic[];
}

export interface ReferencedMap {
  /** Files that refer to a file. */
  getKeys(file: ts.Path): ReadonlySet<ts.Path> | undefined;
}

type Write = (text: string) => void;
export type ReportSummary = (errorCount: number, files: readonly (ts.ReportFileInError | undefined)[]) => void;

export interface TypeScriptInternals {
  /** The list itself, not a copy: a builder compares the old and new value of every option in it. */
  readonly affectsEmitOptionDeclarations: OptionDeclaration[];
  readonly commonOptionsWithBuild: readonly OptionDeclaration[];
  getOutputPathsFor(file: ts.SourceFile, host: ts.Program, forceDtsPaths: boolean): { readonly jsFilePath?: string };
  sourceFileMayBeEmitted(file: ts.SourceFile, host: ts.Program): boolean;
  isIncrementalCompilation(options: ts.CompilerOptions): boolean;
  getTsBuildInfoEmitOutputFilePath(options: ts.CompilerOptions): string | undefined;
  getCommonSourceDirectoryOfConfig(config: ts.ParsedCommandLine, ignoreCase: boolean): string;
  getRegularExpressionForWildcard(specs: readonly string[], basePath: string, usage: "exclude"): string | undefined;
  /** Reads from a program which file refers to which. */
  readonly BuilderState: { create(program: ts.Program): { readonly referencedMap?: ReferencedMap } };
  executeCommandLine(system: ts.System, done: () => void, args: readonly string[]): unknown;
  isBuildCommand(args: readonly string[]): boolean;
  parseBuildCommand(args: readonly string[]): BuildCommand;
  convertToOptionsWithAbsolutePaths(options: ts.CompilerOptions, toAbsolute: (path: string) => string): ts.CompilerOptions;
  validateLocaleAndSetLanguage(locale: string, system: ts.System, errors: ts.Diagnostic[]): void;
  createDiagnosticReporter(system: ts.System, pretty?: boolean): ts.DiagnosticReporter;
  createWatchStatusReporter(system: ts.System, pretty?: boolean): ts.WatchStatusReporter;
  getErrorSummaryText(
    errorCount: number,
    files: readonly (ts.ReportFileInError | undefined)[],
    newLine: string,
    host: { getCurrentDirectory(): string },
  ): string;
  emitFilesAndReportErrorsAndGetExitStatus(
    program: ts.Program | ts.BuilderProgram,
    report: ts.DiagnosticReporter,
    write?: Write,
    reportSummary?: ReportSummary,
  ): ts.ExitStatus;
}

/** `emit` as it is at run time: builders pass two more arguments than the public type has. */
export type EmitArguments = [
  target?: ts.SourceFile | undefined,
  writeFile?: ts.WriteFileCallback | undefined,
  token?: ts.CancellationToken | undefined,
  /** true or 1: declarations only; 0: JavaScript only; 2: declarations for a builder's signatures */
  emitOnly?: boolean | number | undefined,
  transformers?: ts.CustomTransformers | undefined,
  forceDeclarations?: boolean | undefined,
  /** true when a builder emits file by file and writes its .tsbuildinfo afterwards */
  skipBuildInfo?: boolean | undefined,
];

export interface ProgramInternals {
  emit(...args: EmitArguments): ts.EmitResult;
  emitBuildInfo(writeFile?: ts.WriteFileCallback | undefined, token?: ts.CancellationToken | undefined): ts.EmitResult;
  writeFile: ts.WriteFileCallback;
  getCommonSourceDirectory(): string;
  getSourceFileByPath(path: ts.Path): ts.SourceFile | undefined;
  getEmitModuleFormatOfFile(file: ts.SourceFile): ts.ModuleKind;
}

/** A builder read from .tsbuildinfo has no program yet, and `getProgram` of it throws. */
export interface BuilderInternals {
  getProgramOrUndefined(): ts.Program | undefined;
}

export const getInternals = (typescript: TypeScript): TypeScriptInternals => typescript as unknown as TypeScriptInternals;
export const getProgramInternals = (program: ts.Program): ProgramInternals => program as unknown as ProgramInternals;
export const getBuilderInternals = (builder: ts.BuilderProgram): BuilderInternals => builder as unknown as BuilderInternals;
