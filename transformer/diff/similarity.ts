// How much two pieces of code have in common, and which elements of two lists belong together.

/** A list's alignment: pairs in order, and for each pair whether another partner would have been as good. */
export interface Pair {
  readonly old: number;
  readonly new: number;
  readonly ambiguous: boolean;
}

/** 0 (nothing in common) to 1 (the same words, as often). */
export function similarity(a: string, b: string): number {
  if (a === b) return 1;
  const [left, right] = [words(a), words(b)];
  let shared = 0;
  for (const [word, count] of left) shared += Math.min(count, right.get(word) ?? 0);
  const total = size(left) + size(right);
  return total === 0 ? 1 : (2 * shared) / total;
}

function words(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of text.match(/[\w$]+|[^\s\w$]/g) ?? []) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

const size = (counts: ReadonlyMap<string, number>): number => [...counts.values()].reduce((sum, n) => sum + n, 0);

/** Two partners whose scores differ by less cannot be told apart. */
const TIE = 0.05;

/** Pairs elements in order so that the sum of their scores is largest. `score` 0 forbids a pair. */
export function align(oldCount: number, newCount: number, score: (old: number, next: number) => number): Pair[] {
  const scores = Array.from({ length: oldCount }, (_, i) => Array.from({ length: newCount }, (_, j) => score(i, j)));
  const best = bestSums(scores, oldCount, newCount);
  const at = (i: number, j: number): number => best[i]?.[j] ?? 0;
  const pairs: { old: number; new: number }[] = [];
  for (let i = 0, j = 0; i < oldCount && j < newCount; ) {
    const here = scores[i]?.[j] ?? 0;
    if (here > 0 && at(i, j) === here + at(i + 1, j + 1)) pairs.push({ old: i++, new: j++ });
    else if (at(i, j) === at(i + 1, j)) i++;
    else j++;
  }
  return pairs.map((pair) => ({ ...pair, ambiguous: isAmbiguous(pair, pairs, scores) }));
}

function bestSums(scores: readonly (readonly number[])[], oldCount: number, newCount: number): number[][] {
  const best = Array.from({ length: oldCount + 1 }, () => new Array<number>(newCount + 1).fill(0));
  for (let i = oldCount - 1; i >= 0; i--) {
    for (let j = newCount - 1; j >= 0; j--) {
      const row = best[i] as number[];
      const below = best[i + 1] as number[];
      const here = scores[i]?.[j] ?? 0;
      row[j] = Math.max(below[j] as number, row[j + 1] as number, here > 0 ? here + (below[j + 1] as number) : 0);
    }
  }
  return best;
}

/** An unequal pair is ambiguous where an element without a partner of its own would fit as well. */
function isAmbiguous(
  pair: { old: number; new: number },
  pairs: readonly { old: number; new: number }[],
  scores: readonly (readonly number[])[],
): boolean {
  const score = scores[pair.old]?.[pair.new] ?? 0;
  if (score >= 1) return false;
  const isFree = (j: number): boolean => !pairs.some((p) => p.new === j);
  const isFreeOld = (i: number): boolean => !pairs.some((p) => p.old === i);
  const rivals = (scores[pair.old] ?? []).some((s, j) => s > 0 && isFree(j) && s >= score - TIE);
  return rivals || scores.some((row, i) => isFreeOld(i) && (row[pair.new] ?? 0) > 0 && (row[pair.new] ?? 0) >= score - TIE);
}
