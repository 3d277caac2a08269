// What is read from the syntax of a transformers file: places, and calls that it exports by name.
import ts from "typescript";

/** `export const policies = definePolicies<Policies>({ … })`, for `policies`. */
export function findExportedCall(file: ts.SourceFile, exported: string): ts.CallExpression | undefined {
  for (const statement of file.statements) {
    if (!ts.isVariableStatement(statement) || statement.modifiers?.some((m) => m.kind === ts.SyntaxKind.ExportKeyword) !== true) continue;
    for (const { name, initializer } of statement.declarationList.declarations) {
      const isNamed = ts.isIdentifier(name) && name.text === exported;
      if (isNamed && initializer !== undefined && ts.isCallExpression(initializer)) return initializer;
    }
  }
  return undefined;
}

export const placeOf = (file: ts.SourceFile, node: ts.Node): string => placeIn(file, node.getStart(file));

/** `file:line:column` */
export function placeIn(file: ts.SourceFile, position: number): string {
  const { line, character } = file.getLineAndCharacterOfPosition(position);
  return `${file.fileName}:${line + 1}:${character + 1}`;
}
