// What a number of checked programs came to.

export interface Tally {
  programs: number;
  /** Update points at which storms moved frames. */
  stormed: number;
  tooLong: number;
  unchanged: number;
  /** Updates tried, in force, and found to do what they mean; frames that they moved. */
  tried: number;
  landed: number;
  same: number;
  frames: number;
  /** Runs in which a suspended call went on in old code. */
  leftBehind: number;
  /** Why `diff` made no patch, and what updates waited for; how often. */
  readonly notLinked: Map<string, number>;
  readonly waited: Map<string, number>;
}

export const emptyTally = (): Tally => ({
  programs: 0,
  stormed: 0,
  tooLong: 0,
  unchanged: 0,
  tried: 0,
  landed: 0,
  same: 0,
  frames: 0,
  leftBehind: 0,
  notLinked: new Map(),
  waited: new Map(),
});

export const tell = (counts: Map<string, number>, what: string): void => void counts.set(what, (counts.get(what) ?? 0) + 1);

export function showTally(tally: Tally): string {
  const { notLinked, waited, ...numbers } = tally;
  const list = (counts: ReadonlyMap<string, number>): string[] =>
    [...counts].sort((a, b) => b[1] - a[1]).map(([what, count]) => `  ${count} ${what}`);
  const shown = Object.entries(numbers).map(([name, number]) => `${name} ${number}`);
  return [shown.join(", "), "no patch:", ...list(notLinked), "waited:", ...list(waited)].join("\n");
}
