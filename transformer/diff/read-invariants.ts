// Reads what a transformers file says holds together: `export const invariants = defineInvariants<Members>({ … })`.
import ts from "typescript";
import type { Invariant } from "./answers.js";
import { findExportedCall, placeOf } from "./file-syntax.js";

/** Undefined where the file says nothing of it. Names of members are for the types to check. */
export function readInvariants(file: ts.SourceFile, refuse: (node: ts.Node, message: string) => void): readonly Invariant[] | undefined {
  const call = findExportedCall(file, "invariants");
  if (call === undefined) return undefined;
  const [literal] = call.arguments;
  if (literal === undefined || !ts.isObjectLiteralExpression(literal)) {
    refuse(call, "the invariants are written down as an object literal");
    return [];
  }
  return literal.properties.flatMap((property): Invariant[] => {
    const members = ts.isPropertyAssignment(property) ? toMembers(property.initializer) : undefined;
    const name = property.name !== undefined && isPlain(property.name) ? property.name.text : undefined;
    if (name !== undefined && members !== undefined) return [{ name, members, at: placeOf(file, property) }];
    refuse(
      property,
      'each invariant is a name with a list of what holds together, as `stock: ["src/main.ts#Product", "src/main.ts#sites"]`',
    );
    return [];
  });
}

const isPlain = (name: ts.PropertyName): name is ts.Identifier | ts.StringLiteral => ts.isIdentifier(name) || ts.isStringLiteral(name);

function toMembers(value: ts.Expression): readonly string[] | undefined {
  if (!ts.isArrayLiteralExpression(value)) return undefined;
  const members = value.elements.filter((element) => ts.isStringLiteralLike(element)).map(({ text }) => text);
  return members.length === value.elements.length ? members : undefined;
}
