// Which files of a program import each other in a circle: their functions can be called before the module itself has run.
import type ts from "typescript";
import type { TypeScript } from "./typescript-internals.js";

const known = new WeakMap<ts.Program, Map<ts.SourceFile, boolean>>();

/** Whether a file can be reached from itself by imports that are left in the emitted code (or might be: types are not told apart). */
export function isCyclic(typescript: TypeScript, program: ts.Program, { fileName }: ts.SourceFile): boolean {
  const file = program.getSourceFile(fileName);
  if (file === undefined) return false;
  const answers = known.get(program) ?? new Map<ts.SourceFile, boolean>();
  known.set(program, answers);
  const answer = answers.get(file) ?? reaches(file, file, (from) => importsOf(typescript, program, from));
  answers.set(file, answer);
  return answer;
}

function reaches(start: ts.SourceFile, wanted: ts.SourceFile, next: (file: ts.SourceFile) => Iterable<ts.SourceFile>): boolean {
  const seen = new Set<ts.SourceFile>();
  const waiting = [start];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    for (const target of next(file)) {
      if (target === wanted) return true;
      if (!seen.has(target)) waiting.push(target);
      seen.add(target);
    }
  }
  return false;
}

const edges = new WeakMap<ts.SourceFile, readonly ts.SourceFile[]>();

function importsOf(typescript: TypeScript, program: ts.Program, file: ts.SourceFile): readonly ts.SourceFile[] {
  const found = edges.get(file) ?? findImports(typescript, program, file);
  edges.set(file, found);
  return found;
}

function findImports(typescript: TypeScript, program: ts.Program, file: ts.SourceFile): ts.SourceFile[] {
  const checker = program.getTypeChecker();
  return file.statements.flatMap((statement) => {
    const isImport = typescript.isImportDeclaration(statement) && statement.importClause?.isTypeOnly !== true;
    const isExport = typescript.isExportDeclaration(statement) && !statement.isTypeOnly;
    if ((!isImport && !isExport) || statement.moduleSpecifier === undefined) return [];
    const target = checker.getSymbolAtLocation(statement.moduleSpecifier)?.valueDeclaration;
    return target !== undefined && typescript.isSourceFile(target) && !target.isDeclarationFile ? [target] : [];
  });
}
