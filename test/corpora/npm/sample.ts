// Some of the subjects of a corpus, the same for the same seed.
import type { CorpusOptions } from "../corpus.ts";

export function sampleOf(subjects: readonly string[], { sample, seed, filter }: CorpusOptions): readonly string[] {
  const matching = filter === undefined ? subjects : subjects.filter((subject) => filter.test(subject));
  if (sample === undefined || sample >= matching.length) return matching;
  const rank = (text: string): number => {
    let hash = seed >>> 0;
    for (const char of text) hash = Math.imul(hash ^ (char.codePointAt(0) as number), 2_654_435_761) >>> 0;
    return hash;
  };
  return [...matching]
    .sort((a, b) => rank(a) - rank(b))
    .slice(0, sample)
    .sort();
}
