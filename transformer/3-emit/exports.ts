// Writes down what a module exports.
import ts from "typescript";
import type { ModuleDescriptor } from "../../runtime/contract/build.js";
import { boundNames } from "../syntax/nodes.js";

type Exports = Pick<ModuleDescriptor, "exports" | "exportsAll">;

export function describeExports(file: ts.SourceFile): Exports {
  const names: Record<string, string | [string, string]> = {};
  const all: string[] = [];
  for (const statement of file.statements) {
    if (ts.isExportDeclaration(statement)) describeExportList(statement, names, all);
    else if (ts.isExportAssignment(statement)) names["default"] = ts.isIdentifier(statement.expression) ? statement.expression.text : "";
    else for (const [name, local] of declaredExports(statement)) names[name] = local;
  }
  return { exports: names, exportsAll: all };
}

function describeExportList(node: ts.ExportDeclaration, names: Record<string, string | [string, string]>, all: string[]): void {
  const specifier = node.moduleSpecifier === undefined ? undefined : (node.moduleSpecifier as ts.StringLiteral).text;
  if (node.exportClause === undefined) all.push(specifier ?? "");
  else if (ts.isNamespaceExport(node.exportClause)) names[node.exportClause.name.text] = [specifier ?? "", "*"];
  else {
    for (const element of node.exportClause.elements) {
      const local = (element.propertyName ?? element.name).text;
      names[element.name.text] = specifier === undefined ? local : [specifier, local];
    }
  }
}

function declaredExports(statement: ts.Statement): (readonly [string, string])[] {
  const modifiers = ts.canHaveModifiers(statement) ? ts.getModifiers(statement) : undefined;
  if (modifiers?.some((m) => m.kind === ts.SyntaxKind.ExportKeyword) !== true) return [];
  const isDefault = modifiers.some((m) => m.kind === ts.SyntaxKind.DefaultKeyword);
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.flatMap((d) => [...boundNames(d.name)].map((name) => [name.text, name.text] as const));
  }
  if (!ts.isFunctionDeclaration(statement) && !ts.isClassDeclaration(statement)) return [];
  const name = statement.name?.text ?? "";
  return [[isDefault ? "default" : name, name]];
}
