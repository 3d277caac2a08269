// Reads what lesson 01 prints, and checks that its loop was updated and never restarted.

/** One printed line; the first version does not print squares. */
export interface Count {
  readonly n: number;
  readonly total: number;
  readonly squares?: number;
}

export interface Counted {
  readonly first: number;
  readonly last: number;
  /** First number of the second version. */
  readonly updatedAt: number;
  /** First number after the rollback. */
  readonly backAt: number;
}

/** Leaves out what the runtime says of updates. */
export function readCounter(lines: readonly string[]): readonly Count[] {
  const printed = lines.filter((line) => !line.startsWith("ts-updatable: "));
  return printed.map((line) => {
    const [n, total, squares] = (line.match(/\d+/g) ?? []).map(Number);
    if (n === undefined || total === undefined) throw new Error(`the program printed something else than its counter: ${line}`);
    return squares === undefined ? { n, total } : { n, total, squares };
  });
}

/** Throws at the first line that does not go on from the one before. */
export function checkCounter(counts: readonly Count[]): Counted {
  let before: Count = { n: 0, total: 0 };
  for (const count of counts) {
    const expected = successor(before, count.squares === undefined ? 1 : 2);
    if (JSON.stringify(count) !== JSON.stringify(expected))
      throw new Error(`after ${JSON.stringify(before)} came ${JSON.stringify(count)}, not ${JSON.stringify(expected)}`);
    before = count;
  }
  const updatedAt = counts.find(({ squares }) => squares !== undefined)?.n;
  const backAt = counts.find(({ n, squares }) => squares === undefined && n > (updatedAt ?? Number.POSITIVE_INFINITY))?.n;
  if (updatedAt === undefined || updatedAt === 1) throw new Error("the loop was not seen in both versions");
  if (backAt === undefined) throw new Error("the loop was not seen after the rollback");
  return { first: 1, last: before.n, updatedAt, backAt };
}

/** What a version prints next. */
function successor({ n, total, squares }: Count, version: 1 | 2): Count {
  const next = n + 1;
  if (version === 1) return { n: next, total: total + next };
  return { n: next, total: total + next * next, squares: (squares ?? 0) + 1 };
}
