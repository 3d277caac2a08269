// Where in a function a variable has a value.
import ts from "typescript";

interface Declared {
  readonly kind: string;
  readonly scope: { readonly node: ts.Node };
  /** Offset from which it has its value. */
  readonly ready: number;
}

/** Whether a variable of `fn` has a value when a frame stands at a node. */
export function hasValueAt({ kind, scope, ready }: Declared, at: ts.Node, fn: ts.Node): boolean {
  if (kind === "parameter" || kind === "self" || kind === "var") return true;
  const isLoopPoint = ts.isIterationStatement(at, false);
  const position = isLoopPoint ? at.statement.pos : at.pos;
  const inScope = scope.node === fn || (scope.node.pos <= position && at.end <= scope.node.end);
  return inScope && (kind === "function" || ready <= position + (isLoopPoint ? 1 : 0));
}
