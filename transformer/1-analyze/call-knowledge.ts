// What types tell of a call without running it.
import type ts from "typescript";

export interface CallKnowledge {
  /** True where the callee is known to run no user code: it can reach no update point. */
  isLibraryCall(call: ts.CallExpression | ts.NewExpression): boolean;
  /** The function that a call of the standard library calls, if any, before it returns, and does not keep: `f` of `list.map(f)`. */
  callbackOf(call: ts.CallExpression | ts.NewExpression): ts.Expression | undefined;
  /** `"invocation"`: a call of the program in other words, `$m.call(f, o, …)`; `"helper"`: of the runtime, which no frame is saved across. */
  helperOf(call: ts.CallExpression | ts.NewExpression): "invocation" | "helper" | undefined;
  /** True where the result is known to be a value that no code of the program can convert, iterate or take apart. */
  givesPrimitive(call: ts.CallExpression | ts.NewExpression): boolean;
  /** Whether the name in `o.f()` is that of a method of classes that only this file can extend. */
  isOwnMethod(name: ts.Identifier): boolean;
  /** Whether the name in `o.f()` is that of a method, by types: one declaration, not an interface's. */
  isMethodOf(name: ts.Node, method: ts.Node): boolean;
}
