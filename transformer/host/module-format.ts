// Whether a file is emitted as an ES module or as CommonJS.
import type ts from "typescript";
import { getProgramInternals, type TypeScript } from "./typescript-internals.js";

export type ModuleFormat = "esm" | "cjs";

/** `preserve` keeps what the source says, so only the extension forces CommonJS there. */
export function getModuleFormat(typescript: TypeScript, program: ts.Program, file: ts.SourceFile): ModuleFormat {
  const kind = getProgramInternals(program).getEmitModuleFormatOfFile(file);
  if (kind === typescript.ModuleKind.Preserve) return /\.c[tj]s$/i.test(file.fileName) ? "cjs" : "esm";
  return kind >= typescript.ModuleKind.ES2015 ? "esm" : "cjs";
}
