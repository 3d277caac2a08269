// What the phase is given, and what it tells of a function's saved frames.
import type ts from "typescript";
import type { FunctionAnalysis, FunctionInfo, Special } from "../1-analyze/functions.js";
import type { HeldFunctions } from "../1-analyze/held-functions.js";
import type { HeldMethods } from "../1-analyze/held-methods.js";
import type { FunctionPoints } from "../1-analyze/points.js";
import type { Binding, ScopeAnalysis } from "../1-analyze/scopes.js";
import type { ShortLoops } from "../1-analyze/short-loops.js";
import type { Variable } from "../1-analyze/variables.js";
import type { ModuleNames } from "../text/names.js";

/** All that is known of a file when it is printed. */
export interface LowerInput {
  readonly file: ts.SourceFile;
  readonly scopes: ScopeAnalysis;
  readonly functions: FunctionAnalysis;
  readonly points: ReadonlyMap<FunctionInfo, FunctionPoints>;
  readonly held: HeldFunctions;
  readonly shortLoops: ShortLoops;
  readonly methods: HeldMethods;
  readonly names: ModuleNames;
  readonly updatePoints: "interrupt" | "poll" | "named";
  /** Whether functions may be called before the module has run: an ES module in a circle of imports. */
  readonly startsEarly: boolean;
  /** Whether a module binding may change its value: relocated code then reads it through a reference every time. */
  isLive(binding: Binding): boolean;
}

/**
 * Where the text will stand.
 * - `base`: in the module itself; every variable is in scope
 * - `unit`: relocated; module variables that are reassigned, and `import.meta`, come from the link record
 */
export type Place = "base" | "unit";

/** A name or value that a saved frame holds. */
export interface FrameLocal {
  readonly name: string;
  /** Name in emitted code. */
  readonly saved: string;
  readonly variable?: Variable;
  readonly capture?: Binding;
  readonly special?: Special;
}

/** Names and values that a saved frame holds, in order. */
export interface FrameLayout {
  readonly locals: readonly FrameLocal[];
}
