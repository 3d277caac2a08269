// Reads what a transformers file says of running calls: `export const policies = definePolicies<Policies>({ … })`.
import ts from "typescript";
import { CALL_POLICIES, type CallPolicy } from "../../runtime/contract/patch.js";
import type { GivenPolicy } from "./answers.js";
import { findExportedCall, placeOf } from "./file-syntax.js";

/** Undefined where the file says nothing of it. Words that are none and shapes that are not admitted are for the types to say. */
export function readPolicies(file: ts.SourceFile, refuse: (node: ts.Node, message: string) => void): Map<string, GivenPolicy> | undefined {
  const call = findExportedCall(file, "policies");
  if (call === undefined) return undefined;
  const found = new Map<string, GivenPolicy>();
  const [literal] = call.arguments;
  if (literal === undefined || !ts.isObjectLiteralExpression(literal)) {
    refuse(call, "the policies are written down as an object literal");
    return found;
  }
  for (const property of literal.properties) {
    const key = property.name !== undefined && ts.isStringLiteralLike(property.name) ? property.name.text : undefined;
    if (key === undefined || !ts.isPropertyAssignment(property)) {
      refuse(property, 'each policy is written out under the name of its function, as `"src/main.ts#poll": "restart"`');
      continue;
    }
    const given = toPolicy(property.initializer);
    if (given !== undefined) found.set(key, { ...given, at: placeOf(file, property) });
  }
  return found;
}

function toPolicy(value: ts.Expression): Pick<GivenPolicy, "policy" | "carry"> | undefined {
  if (ts.isStringLiteralLike(value)) {
    const policy = CALL_POLICIES.find((word): word is CallPolicy => word === value.text);
    return policy && { policy, carry: [] };
  }
  const restart = propertyOf(value, "restart");
  const carry = restart && propertyOf(restart, "carry");
  if (carry === undefined || !ts.isArrayLiteralExpression(carry)) return undefined;
  return { policy: "restart", carry: carry.elements.flatMap((element) => (ts.isStringLiteralLike(element) ? [element.text] : [])) };
}

function propertyOf(value: ts.Expression, name: string): ts.Expression | undefined {
  if (!ts.isObjectLiteralExpression(value)) return undefined;
  const found = value.properties.find((p): p is ts.PropertyAssignment => ts.isPropertyAssignment(p) && p.name.getText() === name);
  return found?.initializer;
}
