// Our own diagnostics about a project's settings: codes, texts, and where in tsconfig.json they point.
import type ts from "typescript";
import type { SettingProblem } from "./settings.js";
import type { TypeScript } from "./typescript-internals.js";

export const CODES = { option: 990001, outFile: 990002, moduleKind: 990003, transformProgram: 990004, typescript: 990005 } as const;

export function diagnoseOption(typescript: TypeScript, options: ts.CompilerOptions, problem: SettingProblem): ts.Diagnostic {
  return createDiagnostic(typescript, CODES.option, problem.message, findProperty(typescript, options, problem.option));
}

export function diagnoseCompilerOption(
  typescript: TypeScript,
  options: ts.CompilerOptions,
  name: "outFile" | "module",
  message: string,
): ts.Diagnostic {
  const code = name === "outFile" ? CODES.outFile : CODES.moduleKind;
  return createDiagnostic(typescript, code, message, findProperty(typescript, options, name));
}

export function createDiagnostic(typescript: TypeScript, code: number, messageText: string, node?: ts.Node): ts.Diagnostic {
  const category = typescript.DiagnosticCategory.Error;
  const file = node?.getSourceFile();
  if (node === undefined || file === undefined)
    return { category, code, messageText, file: undefined, start: undefined, length: undefined };
  return { category, code, messageText, file, start: node.getStart(file), length: node.getWidth(file) };
}

/** The property's name in tsconfig.json; undefined where the option came from elsewhere, such as the command line. */
function findProperty(typescript: TypeScript, options: ts.CompilerOptions, name: string): ts.Node | undefined {
  const file = options["configFile"] as ts.TsConfigSourceFile | undefined;
  const find = (node: ts.Node): ts.Node | undefined => {
    const isIt = typescript.isPropertyAssignment(node) && typescript.isStringLiteral(node.name) && node.name.text === name;
    return isIt ? node.name : typescript.forEachChild(node, find);
  };
  return file && find(attachParents(typescript, file));
}

/** tsconfig.json is parsed without parents, which positions of nodes are found through. */
function attachParents(typescript: TypeScript, file: ts.SourceFile): ts.SourceFile {
  const attach = (node: ts.Node): void =>
    typescript.forEachChild(node, (child) => {
      Object.assign(child, { parent: node });
      attach(child);
    });
  attach(file);
  return file;
}
