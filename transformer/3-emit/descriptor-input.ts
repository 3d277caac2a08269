// What the descriptors of a module are made from.
import type ts from "typescript";
import type { Warning } from "../../runtime/contract/build.js";
import type { ClassInfo } from "../1-analyze/classes.js";
import type { FunctionInfo } from "../1-analyze/functions.js";
import type { Origins } from "../1-analyze/origins.js";
import type { OuterWrite } from "../1-analyze/outer-writes.js";
import type { Lowerer, LowerInput } from "../2-lower/lower.js";
import type { PlainTexts } from "../syntax/plain-text.js";
import type { PlacedMark } from "./render.js";

export interface DescriptorInput {
  readonly lower: LowerInput;
  readonly lowerer: Lowerer;
  readonly origins: Origins;
  readonly js: string;
  readonly source: string;
  readonly moduleFormat: "esm" | "cjs";
  readonly base: readonly PlacedMark[];
  readonly unit: readonly PlacedMark[];
  readonly links: Readonly<Record<number, readonly string[]>>;
  /** Names of locals whose initialiser a unit can compute. */
  pureOf(info: FunctionInfo): ReadonlySet<ts.Node>;
  /** Whether that initialiser needs no other local. */
  needsNothing(declaration: ts.Identifier): boolean;
  readonly classes: readonly ClassInfo[];
  slotsOf(info: ClassInfo): readonly number[];
  /** Names of the module that stand in a node. */
  usesOf(node: ts.Node): readonly string[];
  /** Module variables with a unit of their own, and the functions in it. */
  readonly variableUnits: ReadonlyMap<string, readonly number[]>;
  readonly outerWrites: readonly OuterWrite[];
  readonly warnings: readonly Warning[];
  /** Texts of the file's nodes, functions by id. */
  readonly texts: PlainTexts;
}
