// Why a project cannot be built as updatable at all: its plug-in options or compiler options do not allow it.
import type ts from "typescript";
import { CODES, createDiagnostic, diagnoseCompilerOption, diagnoseOption } from "./diagnostics.js";
import type { SettingsAnswer } from "./settings.js";
import type { TypeScript } from "./typescript-internals.js";

export function checkProject(typescript: TypeScript, options: ts.CompilerOptions, answer: SettingsAnswer): ts.Diagnostic[] {
  const problems = answer.kind === "invalid" ? answer.problems : [];
  return [
    ...problems.map((problem) => diagnoseOption(typescript, options, problem)),
    ...checkTypeScript(typescript),
    ...checkOutFile(typescript, options),
    ...checkModuleKind(typescript, options),
  ];
}

function checkTypeScript(typescript: TypeScript): ts.Diagnostic[] {
  if (typescript.versionMajorMinor.startsWith("6.")) return [];
  const message =
    `ts-updatable found TypeScript ${typescript.version}, whose programs it does not know how to host. ` +
    'Install typescript 6, or compile with "ts-updatable build", which brings its own.';
  return [createDiagnostic(typescript, CODES.typescript, message)];
}

function checkOutFile(typescript: TypeScript, options: ts.CompilerOptions): ts.Diagnostic[] {
  if (!options.outFile) return [];
  const message =
    'ts-updatable found "outFile", which joins all modules into one file, so that none of them could be updated by itself. Set "outDir" instead.';
  return [diagnoseCompilerOption(typescript, options, "outFile", message)];
}

function checkModuleKind(typescript: TypeScript, options: ts.CompilerOptions): ts.Diagnostic[] {
  const { None, AMD, UMD, System } = typescript.ModuleKind;
  const kind = options.module;
  if (kind === undefined || ![None, AMD, UMD, System].includes(kind)) return [];
  const message =
    `ts-updatable found "module": "${typescript.ModuleKind[kind]?.toLowerCase()}", whose modules the runtime cannot reach. ` +
    'Set "module" to "nodenext", "commonjs", or another kind of ES module.';
  return [diagnoseCompilerOption(typescript, options, "module", message)];
}
