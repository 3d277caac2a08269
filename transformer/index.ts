// What ts-patch loads: {"transform": "ts-updatable/transformer", "transformProgram": true} in a tsconfig's "plugins".
import type ts from "typescript";
import { CODES, createDiagnostic } from "./host/diagnostics.js";
import { hostProgram } from "./host/host-program.js";
import { stderrReport } from "./host/report.js";
import type { TypeScript } from "./host/typescript-internals.js";
import { instrument } from "./pipeline.js";

export type PluginEntry = Readonly<Record<string, unknown>>;

export interface ProgramTransformerExtras {
  readonly ts: TypeScript;
}

/** What ts-patch hands over when the entry lacks "transformProgram". */
export interface SourceTransformerExtras extends ProgramTransformerExtras {
  addDiagnostic(diagnostic: ts.Diagnostic): number;
}

type SourceTransformer = () => (file: ts.SourceFile) => ts.SourceFile;

const report = stderrReport();

type ProgramTransformerArguments = readonly [host: ts.CompilerHost | undefined, entry: PluginEntry, extras: ProgramTransformerExtras];
type SourceTransformerArguments = readonly [entry: PluginEntry, extras: SourceTransformerExtras];

export default function transformProgram(program: ts.Program, ...rest: ProgramTransformerArguments): ts.Program;
export default function transformProgram(program: ts.Program, ...rest: SourceTransformerArguments): SourceTransformer;
export default function transformProgram(
  program: ts.Program,
  ...rest: ProgramTransformerArguments | SourceTransformerArguments
): ts.Program | SourceTransformer {
  if (rest.length === 2) return refuseSourceTransformer(rest[1]);
  const [, entry, extras] = rest;
  return hostProgram({ typescript: extras.ts, instrument, report }, program, entry);
}

function refuseSourceTransformer({ ts: typescript, addDiagnostic }: SourceTransformerExtras): SourceTransformer {
  const message =
    'The plug-in entry of "ts-updatable/transformer" lacks "transformProgram": true, so ts-patch lets it see single files only and the ' +
    "build is not updatable. Add it to the entry in tsconfig.json.";
  addDiagnostic(createDiagnostic(typescript, CODES.transformProgram, message));
  return () => (file) => file;
}
