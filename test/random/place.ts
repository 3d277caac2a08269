// Where a piece of random code is written: what may be said there, and which names it can use.
import type { FunctionKind } from "../../runtime/contract/build.ts";
import type { Text } from "./text.ts";

/** Code of one version only, or of both. */
export type Only = 1 | 2 | "both";

export interface Variable {
  readonly name: Text;
  readonly holds: "number" | "object" | "function" | "iterator";
  readonly assignable: boolean;
  /** Nesting of the function that declares it. */
  readonly level: number;
  readonly only: Only;
}

/** A function at module level. */
export interface Signature {
  readonly name: string;
  /** As it is called where both versions run. */
  readonly callee: Text;
  readonly renamed: string | undefined;
  readonly kind: FunctionKind;
  readonly only: Only;
  /** What its second parameter is by default. */
  readonly second: string;
}

export interface ClassName {
  readonly name: string;
  readonly only: Only;
}

export interface Place {
  readonly kind: FunctionKind;
  readonly only: Only;
  readonly level: number;
  /** Declarations add to it; blocks begin with a copy. */
  readonly variables: Variable[];
  /** Labels of the loops around, within the function. */
  readonly labels: readonly string[];
  readonly jumps: "none" | "break" | "loop";
  /** What is left of the depth of statements and expressions. */
  readonly depth: number;
  /** No difference between the versions here. */
  readonly frozen: boolean;
  /** Whether `this` is an object with `p`. */
  readonly hasThis: boolean;
}

export const inBlock = (place: Place): Place => ({ ...place, variables: [...place.variables], depth: place.depth - 1 });
export const deeper = (place: Place): Place => ({ ...place, depth: place.depth - 1 });

/** A place inside a function that is written here: jumps and suspensions of the outer one are out of reach. */
export const inFunction = (place: Place, kind: FunctionKind, hasThis = place.hasThis): Place => ({
  ...inBlock(place),
  kind,
  level: place.level + 1,
  labels: [],
  jumps: "none",
  hasThis,
});

/** Code of one version uses no names of functions around it: those that exist already do not hold them. */
export function namesIn(place: Place, holds: Variable["holds"]): readonly Variable[] {
  const isReachable = (v: Variable): boolean => place.only === "both" || v.level === place.level;
  return place.variables.filter((v) => v.holds === holds && (v.only === "both" || v.only === place.only) && isReachable(v));
}

export const isAsync = ({ kind }: Place): boolean => kind === "async" || kind === "async-generator";
export const isGenerator = ({ kind }: Place): boolean => kind === "generator" || kind === "async-generator";
