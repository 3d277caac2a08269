// All corpora, in the order in which they are run. Each has a folder of its own.
import type { Corpus } from "./corpus.ts";

export const corpora: readonly Corpus[] = [];
