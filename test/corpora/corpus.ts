// What a corpus is: programs of others that must behave the same plain, updatable, and in the storm.

export interface Corpus {
  readonly name: string;
  /** One line for the usage. */
  readonly about: string;
  /** What can be set for this corpus alone, by an option `--NAME VALUE` or by an environment variable. */
  readonly settings: readonly Setting[];
  /** How many subjects `--ci` takes; with 0 the corpus is too large for it. */
  readonly ciSample: number;
  run(options: CorpusOptions): Promise<CorpusResult>;
}

export interface Setting {
  readonly option: string;
  readonly variable: string;
  readonly help: string;
}

export interface CorpusOptions {
  /** How many subjects to take; all where undefined. */
  readonly sample: number | undefined;
  /** Same seed, same sample. */
  readonly seed: number;
  /** How many processes may run at a time. */
  readonly jobs: number;
  /** Only subjects whose name matches. */
  readonly filter: RegExp | undefined;
  /** Whether an exclusion keeps a subject from being run. To be asked of all subjects, also of those that are not in the sample. */
  isLeftOut(subject: string): boolean;
  /** Values of {@link Corpus.settings} by option. */
  readonly settings: Readonly<Record<string, string | undefined>>;
  /** Says what is going on, where somebody looks. */
  progress(text: string): void;
}

export type CorpusResult =
  /** `how` tells what to do so that it can be run. */
  | { readonly kind: "not-run"; readonly why: string; readonly how: string }
  | {
      readonly kind: "ran";
      /** Whether all subjects were run. Only then can an exclusion be told to be out of use. */
      readonly complete: boolean;
      /** What was counted, in the order in which it is shown. */
      readonly counts: readonly Count[];
      readonly differences: readonly Difference[];
    };

export interface Count {
  readonly what: string;
  readonly count: number;
}

/** A subject that behaves differently in one of the ways. */
export interface Difference {
  /** A test's or program's name; exclusions are matched with it. */
  readonly subject: string;
  /** How it was run: `updatable`, `storm of frames` … */
  readonly way: string;
  readonly what: string;
}
