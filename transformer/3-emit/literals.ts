// Which initialisers are literals: a change of one can be carried over.
import ts from "typescript";

const LITERAL_WORDS: readonly ts.SyntaxKind[] = [ts.SyntaxKind.TrueKeyword, ts.SyntaxKind.FalseKeyword, ts.SyntaxKind.NullKeyword];

/** `10`, `"a"`, `-5`, `true`: a regular expression is an object, with an identity and a state of its own. */
export function isLiteral(node: ts.Expression): boolean {
  if (ts.isPrefixUnaryExpression(node)) return node.operator === ts.SyntaxKind.MinusToken && isLiteral(node.operand);
  return LITERAL_WORDS.includes(node.kind) || (ts.isLiteralExpression(node) && !ts.isRegularExpressionLiteral(node));
}
