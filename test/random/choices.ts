// What random programs are made from: trees of small numbers, which fast-check makes and shrinks without knowing the language.
import fc from "fast-check";

/** One decision and those below it. 0 and no parts always lead to the simplest code there is. */
export interface Choice {
  /** Which construct, among those that are possible at its place. */
  readonly kind: number;
  /** Its details: names, numbers, operators. */
  readonly detail: number;
  /** Whether and how the second version differs here. */
  readonly edit: number;
  readonly parts: readonly Choice[];
}

const NOTHING: Choice = { kind: 0, detail: 0, edit: 0, parts: [] };

/** Parts that were not chosen, or were shrunk away, are the simplest. */
export const partOf = (choice: Choice, index: number): Choice => choice.parts[index] ?? NOTHING;

const MOST = 997;

function choices(depth: number, least: number, most: number): fc.Arbitrary<Choice> {
  const parts =
    depth === 0 ? fc.constant([]) : fc.array(choices(depth - 1, depth > 2 ? 1 : 0, 4), { minLength: least, maxLength: most, size: "max" });
  return fc.record({ kind: fc.nat(MOST), detail: fc.nat(MOST), edit: fc.nat(MOST), parts });
}

const functions = fc.array(choices(4, 1, 7), { maxLength: 5, size: "max" });

/** A program is a list of functions; the first is `main`. */
export const programs: fc.Arbitrary<readonly Choice[]> = fc.tuple(choices(5, 3, 7), functions).map(
  ([main, others]) => [main, ...others],
  (all) => [(all as Choice[])[0] as Choice, (all as Choice[]).slice(1)],
);
