// Which tests are run, and in which forms each of them can be part of a program.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { CorpusOptions } from "../corpus.ts";
import { type FrontMatter, readFrontMatter } from "./front-matter.ts";

/**
 * `module`: an ES module; `wrapped`: the body of a function of an ES module, so that what a test does at top level is updated as well;
 * `strict` and `sloppy`: a CommonJS module.
 */
export type Form = "module" | "wrapped" | "strict" | "sloppy";

export const FORMS: readonly Form[] = ["module", "wrapped", "strict", "sloppy"];

/** One test in one form. */
export interface Job {
  /** Relative to the folder `test` of test262, with `/`. */
  readonly file: string;
  readonly form: Form;
}

export interface Selection {
  readonly jobs: readonly Job[];
  /** Why tests are left out, and how many. */
  readonly skipped: ReadonlyMap<string, number>;
  readonly complete: boolean;
}

/** What a compiler of functions, loops, generators, classes and modules can break. */
const FOLDERS = [
  ...["statements", "expressions", "function-code", "arguments-object", "rest-parameters", "block-scope", "destructuring"],
  ...["computed-property-names", "identifier-resolution", "statementList", "types", "directive-prologue", "asi", "global-code", "literals"],
  ...["module-code", "import", "export"],
]
  .map((name) => `language/${name}`)
  .concat(["GeneratorPrototype", "AsyncGeneratorPrototype", "AsyncFromSyncIteratorPrototype"].map((name) => `built-ins/${name}`));

/** What Node 24 does not have, or what needs a host that this runner is not. */
const UNSUPPORTED = new Set([
  ...["decorators", "source-phase-imports", "source-phase-imports-module-source", "import-defer", "export-defer", "import-text"],
  ...["import-bytes", "immutable-arraybuffer", "nonextensible-applies-to-private", "await-dictionary", "error-stack-accessor"],
  ...["ShadowRealm", "Temporal", "Atomics", "Atomics.pause", "Atomics.waitAsync", "SharedArrayBuffer", "host-gc-required"],
  ...["tail-call-optimization", "Intl.Era-monthcode", "joint-iteration", "Iterator.prototype.join", "uint8array-base64", "upsert"],
  ...["canonical-tz", "legacy-regexp", "IsHTMLDDA", "cross-realm"],
]);

export function selectJobs(root: string, forms: readonly Form[], { sample, seed, filter }: CorpusOptions): Selection {
  const skipped = new Map<string, number>();
  const jobs = FOLDERS.flatMap((folder) => findTests(join(root, "test"), folder)).flatMap((file): Job[] => {
    if (filter !== undefined && !filter.test(file)) return [];
    const source = readFileSync(join(root, "test", file), "utf8");
    const matter = readFrontMatter(source);
    const reason = whySkipped(matter);
    if (reason !== undefined) skipped.set(reason, (skipped.get(reason) ?? 0) + 1);
    const possible = reason === undefined ? formsOf(matter, source) : [];
    return forms.filter((form) => possible.includes(form)).map((form) => ({ file, form }));
  });
  const complete = filter === undefined && forms === FORMS && (sample === undefined || sample >= jobs.length);
  return { jobs: sample === undefined ? jobs : takeSample(jobs, sample, seed), skipped, complete };
}

function findTests(tests: string, folder: string): readonly string[] {
  return readdirSync(join(tests, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".js") && !name.includes("_FIXTURE"))
    .map((name) => `${folder}/${name.replaceAll("\\", "/")}`)
    .sort();
}

function whySkipped({ flags, features, negative }: FrontMatter): string | undefined {
  if (negative !== undefined && negative.phase !== "runtime") return `is not to compile (${negative.phase})`;
  if (flags.has("CanBlockIsFalse") || flags.has("CanBlockIsTrue")) return "needs agents";
  const feature = features.find((name) => UNSUPPORTED.has(name));
  return feature === undefined ? undefined : `needs ${feature}`;
}

function formsOf({ flags }: FrontMatter, source: string): readonly Form[] {
  const isWrappable = !/^\s*(?:import\b(?!\s*[(.])|export\b)/m.test(source);
  if (flags.has("module")) return isWrappable ? ["module", "wrapped"] : ["module"];
  if (flags.has("raw") || flags.has("noStrict")) return ["sloppy"];
  return flags.has("onlyStrict") ? ["module", "wrapped", "strict"] : ["module", "wrapped", "strict", "sloppy"];
}

function takeSample(jobs: readonly Job[], size: number, seed: number): readonly Job[] {
  const next = numbers(seed);
  const keyed = jobs.map((job) => ({ job, key: next() }));
  const chosen = new Set(
    keyed
      .toSorted((a, b) => a.key - b.key)
      .slice(0, size)
      .map(({ job }) => job),
  );
  return jobs.filter((job) => chosen.has(job));
}

/** The same row of numbers for the same seed (mulberry32). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
}
