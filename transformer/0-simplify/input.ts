// What the phase is given: questions about the file that the analysis answers.
import type ts from "typescript";
import type { FunctionNode } from "../syntax/nodes.js";

export interface SimplifyInput {
  readonly file: ts.SourceFile;
  /** Name of the module's record in emitted code. */
  readonly module: string;
  /** `"moving"`: calls of it can be moved; `"replaced"`: only later calls lead to new code; `"fixed"`: it stays as it is. */
  updateOf(fn: FunctionNode): "moving" | "replaced" | "fixed";
  idOf(fn: FunctionNode): string;
  /** Whether a frame can stand in a call while the program is updated. */
  isReached(call: ts.CallExpression | ts.NewExpression): boolean;
  /** Whether the callee `o.f` is the same function when it is read once more: `"steady"` as far as types tell. */
  calleeOf(callee: ts.Expression): "steady" | "changing" | "accessor";
  /** Whether a name stands for the same value for as long as it can be used. */
  isConstant(name: ts.Identifier): boolean;
}
