// What a TypeScript file of this project imports, read from its syntax.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

export const projectFolder = fileURLToPath(new URL("../..", import.meta.url));

export interface Import {
  /** The importing file, relative to the project folder, with `/`. */
  readonly from: string;
  /** The imported file in the same form, or the specifier of a package or of a part of Node as it is written. */
  readonly to: string;
  readonly kind: "file" | "package" | "node";
  /** True where nothing of it is left in the emitted code. */
  readonly typeOnly: boolean;
  readonly line: number;
}

/** Every `.ts` file below the folders, relative to the project folder. */
export function findSources(...folders: readonly string[]): readonly string[] {
  return folders.flatMap((folder) => {
    const path = join(projectFolder, folder);
    if (!existsSync(path)) return [];
    return readdirSync(path, { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts"))
      .map((name) => toName(join(path, name)))
      .sort();
  });
}

export function getImports(file: string): readonly Import[] {
  return getImportsOfText(file, readFileSync(join(projectFolder, file), "utf8"));
}

export function getImportsOfText(file: string, text: string): readonly Import[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found: Import[] = [];
  const visit = (node: ts.Node): void => {
    const specifier = findSpecifier(node);
    if (specifier !== undefined) found.push(toImport(file, source, specifier, isTypeOnly(node)));
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function findSpecifier(node: ts.Node): ts.StringLiteralLike | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return asLiteral(node.moduleSpecifier);
  if (ts.isImportTypeNode(node)) return ts.isLiteralTypeNode(node.argument) ? asLiteral(node.argument.literal) : undefined;
  if (!ts.isCallExpression(node)) return undefined;
  const loads =
    node.expression.kind === ts.SyntaxKind.ImportKeyword || (ts.isIdentifier(node.expression) && node.expression.text === "require");
  return loads ? asLiteral(node.arguments[0]) : undefined;
}

function asLiteral(node: ts.Node | undefined): ts.StringLiteralLike | undefined {
  return node !== undefined && ts.isStringLiteralLike(node) ? node : undefined;
}

/** `import { type A }` is not type-only: under `verbatimModuleSyntax` the emitted code still loads the module. */
function isTypeOnly(node: ts.Node): boolean {
  if (ts.isImportDeclaration(node)) return node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
  return ts.isImportTypeNode(node) || (ts.isExportDeclaration(node) && node.isTypeOnly);
}

function toImport(from: string, source: ts.SourceFile, specifier: ts.StringLiteralLike, typeOnly: boolean): Import {
  const line = source.getLineAndCharacterOfPosition(specifier.getStart(source)).line + 1;
  const text = specifier.text;
  if (text.startsWith(".")) return { from, to: toSourceName(from, text), kind: "file", typeOnly, line };
  return { from, to: text, kind: text.startsWith("node:") ? "node" : "package", typeOnly, line };
}

/** A specifier names the emitted file (`./a.js`) or the source (`./a.ts`): the answer is the source. */
function toSourceName(from: string, specifier: string): string {
  return toName(resolve(projectFolder, dirname(from), specifier)).replace(/\.js$/, ".ts");
}

function toName(path: string): string {
  return relative(projectFolder, path).split(sep).join("/");
}
