// Which function of the new build is which of the old: by name and nesting first, by content where names cannot tell.
import type { FunctionDescriptor, ModuleDescriptor, StatementDescriptor } from "../../runtime/contract/build.js";
import { align, similarity } from "./similarity.js";

export interface FunctionMatch {
  readonly pairs: readonly { readonly old: FunctionDescriptor; readonly new: FunctionDescriptor; readonly ambiguous: boolean }[];
  readonly added: readonly FunctionDescriptor[];
  readonly removed: readonly FunctionDescriptor[];
}

type Pairing = { old: FunctionDescriptor; new: FunctionDescriptor; ambiguous: boolean };

export function matchFunctions(old: ModuleDescriptor, next: ModuleDescriptor): FunctionMatch {
  const pairs: Pairing[] = [];
  const matchChildren = (oldParent: number, newParent: number): void => {
    for (const pair of matchSiblings(childrenOf(old, oldParent), childrenOf(next, newParent))) {
      pairs.push(pair);
      matchChildren(pair.old.index, pair.new.index);
    }
  };
  matchChildren(-1, -1);
  const [oldSet, newSet] = [new Set(pairs.map((p) => p.old)), new Set(pairs.map((p) => p.new))];
  return { pairs, added: next.functions.filter((f) => !newSet.has(f)), removed: old.functions.filter((f) => !oldSet.has(f)) };
}

const childrenOf = (module: ModuleDescriptor, parent: number): FunctionDescriptor[] => module.functions.filter((f) => f.parent === parent);

function matchSiblings(old: readonly FunctionDescriptor[], next: readonly FunctionDescriptor[]): Pairing[] {
  const names = new Set(old.map(baseName));
  return [...names].flatMap((name) =>
    matchNamesakes(
      old.filter((f) => baseName(f) === name),
      next.filter((f) => baseName(f) === name),
    ),
  );
}

/**
 * Last part of the id without the number that tells namesakes apart. Not the kind: a function that became async is the same function,
 * and its callers must be told (FUNCTION_KIND); as a new one it would leave them in the old code without a word.
 */
const baseName = (fn: FunctionDescriptor): string => `${fn.id.slice(fn.id.lastIndexOf("/") + 1).replace(/~\d+$/, "")} ${fn.form}`;

/** The first of several `app.get()` handlers need not be the first of the new ones: content decides. */
function matchNamesakes(old: readonly FunctionDescriptor[], next: readonly FunctionDescriptor[]): Pairing[] {
  if (old.length === 1 && next.length === 1)
    return [{ old: old[0] as FunctionDescriptor, new: next[0] as FunctionDescriptor, ambiguous: false }];
  const texts = (fn: FunctionDescriptor): string => fn.tree.map(textOf).join(" ");
  const score = (i: number, j: number): number => {
    const [a, b] = [old[i] as FunctionDescriptor, next[j] as FunctionDescriptor];
    return a.digest === b.digest ? 1 : 0.01 + 0.9 * similarity(texts(a), texts(b));
  };
  return align(old.length, next.length, score).map((pair) => ({
    old: old[pair.old] as FunctionDescriptor,
    new: next[pair.new] as FunctionDescriptor,
    ambiguous: pair.ambiguous,
  }));
}

export const textOf = (statement: StatementDescriptor): string => `${statement.text} ${statement.blocks.flat().map(textOf).join(" ")}`;
