// What the transformers of a file read of the object that they get.
import ts from "typescript";
import { placeOf } from "./file-syntax.js";

/** By key of the transformer. */
export type FieldsRead = ReadonlyMap<string, { readonly names: readonly string[]; readonly at: string }>;

/** @param key as written */
export function readFields(
  file: ts.SourceFile,
  key: ts.PropertyName,
  fn: ts.Expression | ts.MethodDeclaration,
): { names: string[]; at: string } {
  const at = placeOf(file, key);
  const [parameter] = ts.isFunctionLike(fn) ? fn.parameters : [];
  if (parameter === undefined) return { names: [], at };
  if (ts.isObjectBindingPattern(parameter.name))
    return { names: parameter.name.elements.map(({ propertyName, name }) => (propertyName ?? name).getText(file)), at };
  const names = new Set<string>();
  const given = parameter.name.getText(file);
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === given)
      names.add(node.name.text);
    ts.forEachChild(node, visit);
  };
  visit(fn);
  return { names: [...names], at };
}
