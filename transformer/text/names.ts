// The names that emitted code uses for what is not in the source; all begin with `$` and are checked against the file's own names.
import type ts from "typescript";
import { yields } from "../syntax/nodes.js";

/** Names at module level, made unique per file. */
export interface ModuleNames {
  /** The runtime's record of this module. */
  readonly module: string;
  /** The holder of this code version: slots and the pending flag. */
  readonly holder: string;
  /** The imported function that registers the module. */
  readonly register: string;
  /** The function that registers a module whose functions may be called before it has run. */
  readonly start: string;
}

export function chooseNames(text: string): ModuleNames {
  let suffix = "";
  const isTaken = (): boolean => ["$m", "$h", "$module", "$start"].some((name) => text.includes(name + suffix));
  for (let n = 1; isTaken(); n++) suffix = `_${n}`;
  return { module: `$m${suffix}`, holder: `$h${suffix}`, register: `$module${suffix}`, start: `$start${suffix}` };
}

/** `$h.f3` */
export const slotName = (holder: string, fn: number): string => `${holder}.f${fn}`;

/** Names inside functions. A file that uses one of them itself keeps its functions as they are. */
export const LOCAL = {
  /** saved values, point and next-newer frame: parameters of a resume entry */
  values: "$v",
  point: "$p",
  next: "$n",
  /** names of variables that a call which begins anew keeps: the last parameter */
  kept: "$l",
  error: "$e",
  rest: "$r",
  newTarget: "$nt",
  args: "$args",
  /** what an `await` or `yield` gave */
  result: "$a",
  /** what the unfinished call of a resumed frame gave */
  arrived: "$y",
  /** an operand that must not stand where its own use calls the program */
  apart: "$s",
  /** the object whose method is called past its stub */
  object: "$b",
} as const;

/** Local names of emitted code. A file may have them as properties and in its strings (`.replace(/(a)/, "$1")`), not as variables. */
export const RESERVED =
  /^\$(?:[vpnleraysqb]|nt|args|t\d+|o\d+|u\d+|c\d+|i\d+|k\d+|w\d+|x\d+|E\d+|B\d+|C\d+|F\d+|[df]\d+|[pgs]\d+_.+|z\d+|\d+)$/;

/** What leads past the stub of a method, by the number of its function, and the method itself as its class began with it. */
export const pastName = (fn: number): string => `$f${fn}`;
export const methodName = (fn: number): string => `$d${fn}`;

/** Of a private method nothing can be put in its place. */
export const isPrivateName = (name: string): boolean => name.startsWith("#");

/** The name of an intermediate value of an expression that is written in other words (0-simplify). */
export const operandName = (index: number): string => `$o${index}`;
/** The name of what a block with `using` declarations has to dispose of. */
export const resourcesName = (depth: number): string => `$u${depth}`;
export const isOperandName = (name: string): boolean => name.startsWith("$o") && /^\$o\d+$/.test(name);

/**
 * What a call and the closures it makes share: references to the variables that they know, and variables which a later version adds. Emitted
 * `$E3 ??= {}`, at the first call after an update; until then it is one unset variable of the call.
 */
export type CellsName = `$E${number}`;
export const cellsName = (index: number): CellsName => `$E${index}`;
export const isCellsName = (name: string): name is CellsName => /^\$E\d+$/.test(name);

const numbers = new WeakMap<ts.SourceFile, Map<ts.Node, number>>();

/** Tells nodes of a file apart in the names that are theirs, with fewer digits than their places would. */
function numberOf(node: ts.Node): number {
  const file = node.getSourceFile();
  const known = numbers.get(file) ?? new Map<ts.Node, number>();
  numbers.set(file, known);
  const number = known.get(node) ?? known.size;
  known.set(node, number);
  return number;
}

/** The iterator of a loop. */
export const cursorName = (node: ts.ForOfStatement | ts.ForInStatement): string => `$c${numberOf(node)}`;

/** How many iterations of a loop over an array have begun. */
export const countName = (node: ts.ForOfStatement): string => `$i${numberOf(node)}`;

/**
 * Whether a loop may run over an array itself, whose native iterator is kept out of sight. Not where it yields: V8 has nothing to inline there, and
 * each `yield` would have the count to keep.
 */
export const countsIterations = (node: ts.ForOfStatement | ts.ForInStatement): node is ts.ForOfStatement =>
  "awaitModifier" in node && node.awaitModifier === undefined && !yields(node.statement);

/** All that the compiler keeps for a loop. */
export const loopNames = (node: ts.ForOfStatement | ts.ForInStatement): string[] => [
  cursorName(node),
  ...(countsIterations(node) ? [countName(node)] : []),
];

/** How a `try` block ended while its `finally` runs, and with which value. */
export const endingNames = (node: ts.TryStatement): readonly [kind: string, value: string] => [
  `$k${numberOf(node)}`,
  `$w${numberOf(node)}`,
];

/** What a `catch` clause with points has caught. */
export const caughtName = (node: ts.CatchClause): string => `$c${numberOf(node)}`;

/** Whether a `for await` loop ends before its iterator has. */
export const leftName = (node: ts.ForOfStatement | ts.ForInStatement): string => `$w${numberOf(node)}`;

/** What gives relocated code access to a private name, or to `super`. */
export const memberName = ({ name, home }: { readonly name: string; readonly home: ts.Node }): string =>
  name === "super" ? `$z${home.pos}` : `$p${home.pos}_${name.slice(1)}`;

export interface MemberParts {
  readonly get: string;
  readonly set: string;
}

/** What reads and what assigns a private name: called without an object before the dot, they are a little shorter for V8, which inlines by size. */
export const memberParts = ({ name, home }: { readonly name: string; readonly home: ts.Node }): MemberParts => ({
  get: `$g${home.pos}_${name.slice(1)}`,
  set: `$s${home.pos}_${name.slice(1)}`,
});
