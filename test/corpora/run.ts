// `npm run test:corpora`: runs corpora, compares plain with updatable, prints what was counted and every difference.
import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { corpora } from "./corpora.ts";
import type { Corpus, CorpusOptions, CorpusResult, Difference } from "./corpus.ts";
import { type Judged, judge, readExclusions } from "./exclusions.ts";

const usage = `npm run test:corpora -- [CORPUS...] [--sample N] [--seed N] [--jobs N] [--filter REGEX] [--list N]

  --ci            a short run: a small sample of each corpus, and none of the largest ones
  --sample N      only N subjects of each corpus; all where it is left out
  --seed N        which ones they are (1)
  --jobs N        processes at a time (${availableParallelism()}: as many as the machine has cores)
  --filter REGEX  only subjects whose name matches
  --list N        how many differences are shown (50)

${corpora.map(describeCorpus).join("\n")}

Exit code: 0 no difference but the excluded ones; 1 a difference, an exclusion that excludes nothing, or a corpus that was asked
for by name and could not run, or none that could; 2 bad usage.`;

function describeCorpus({ name, about, settings }: Corpus): string {
  return [`  ${name.padEnd(14)}  ${about}`, ...settings.map(({ option, variable, help }) => `    --${option}, ${variable}: ${help}`)].join(
    "\n",
  );
}

class UsageError extends Error {}

interface Options {
  readonly chosen: readonly Corpus[];
  readonly asked: "by-name" | "all";
  readonly list: number;
  readonly size: "asked" | "ci";
  readonly common: Omit<CorpusOptions, "settings" | "isLeftOut">;
  readonly settings: Readonly<Record<string, string | undefined>>;
}

function readOptions(args: readonly string[]): Options {
  const settings = corpora.flatMap((corpus) => corpus.settings);
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      ci: { type: "boolean", default: false },
      sample: { type: "string" },
      seed: { type: "string", default: "1" },
      jobs: { type: "string", default: String(availableParallelism()) },
      filter: { type: "string" },
      list: { type: "string", default: "50" },
      ...Object.fromEntries(settings.map(({ option }) => [option, { type: "string" as const }])),
    },
  });
  const { ci, ...texts } = values;
  const given = texts as Readonly<Record<string, string | undefined>>;
  if (ci && values.sample !== undefined) throw new UsageError("--ci and --sample both say how many subjects to take");
  return {
    chosen: positionals.length === 0 ? corpora : positionals.map(getCorpus),
    size: ci ? "ci" : "asked",
    asked: positionals.length === 0 ? "all" : "by-name",
    list: readCount("--list", values.list),
    common: {
      sample: values.sample === undefined ? undefined : readCount("--sample", values.sample),
      seed: readCount("--seed", values.seed),
      jobs: readCount("--jobs", values.jobs),
      filter: values.filter === undefined ? undefined : new RegExp(values.filter),
      progress,
    },
    settings: Object.fromEntries(settings.map(({ option, variable }) => [option, given[option] ?? process.env[variable]])),
  };
}

function getCorpus(name: string): Corpus {
  const found = corpora.find((corpus) => corpus.name === name);
  if (found === undefined)
    throw new UsageError(`there is no corpus "${name}"; there are: ${corpora.map((corpus) => corpus.name).join(", ")}`);
  return found;
}

function readCount(flag: string, text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1) throw new UsageError(`${flag} wants a number from 1 on, not "${text}"`);
  return count;
}

let lastSaid = Date.now();

/** Over itself in a terminal; in a log, once a minute. */
function progress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${text}`);
  else if (text !== "" && Date.now() - lastSaid > 60_000) {
    lastSaid = Date.now();
    console.error(text);
  }
}

const getDifferences = (result: CorpusResult): readonly Difference[] => (result.kind === "ran" ? result.differences : []);

/** @returns whether the corpus ran, and all is as it should be */
function show(name: string, result: CorpusResult, { open, excluded }: Judged, list: number): "same" | "different" | "not-run" {
  if (result.kind === "not-run") {
    console.log(`${name}: NOT RUN: ${result.why}\n  ${result.how}`);
    return "not-run";
  }
  const unused = result.complete ? excluded.filter(({ subjects }) => subjects === 0) : [];
  console.log(
    `${name}: ${open.length === 0 ? "no difference" : `${open.length} differences`}${result.complete ? "" : " (not all of it was run)"}`,
  );
  for (const { what, count } of result.counts) console.log(`  ${String(count).padStart(7)}  ${what}`);
  for (const { exclusion, subjects } of excluded)
    if (subjects > 0) console.log(`  ${String(subjects).padStart(7)}  excluded: ${exclusion.reason}`);
  for (const { subject, way, what } of open.slice(0, list)) console.log(`  DIFFERENT ${way}: ${subject}\n    ${what}`);
  if (open.length > list) console.log(`  … and ${open.length - list} more`);
  for (const { exclusion } of unused)
    console.log(`  OUT OF USE: the exclusion ${exclusion.pattern} excludes nothing any more: remove it from exclusions.json`);
  return open.length + unused.length === 0 ? "same" : "different";
}

async function run({ chosen, asked, size, list, common, settings }: Options): Promise<boolean> {
  const exclusions = readExclusions(corpora.map((corpus) => corpus.name));
  const outcomes: ReturnType<typeof show>[] = [];
  for (const corpus of chosen) {
    if (size === "ci" && corpus.ciSample === 0) {
      console.log(`${corpus.name}: too large for --ci`);
      continue;
    }
    const known = exclusions.get(corpus.name) ?? [];
    const leftOut: string[] = [];
    const isLeftOut = (subject: string): boolean => {
      const is = known.some(({ run, pattern }) => run === "never" && pattern.test(subject));
      if (is) leftOut.push(subject);
      return is;
    };
    const sample = size === "ci" ? corpus.ciSample : common.sample;
    const result = await corpus.run({ ...common, sample, settings, isLeftOut });
    progress("");
    outcomes.push(show(corpus.name, result, judge(getDifferences(result), known, leftOut), list));
  }
  if (outcomes.includes("different")) return false;
  return asked === "by-name" ? !outcomes.includes("not-run") : outcomes.includes("same");
}

try {
  process.exitCode = (await run(readOptions(process.argv.slice(2)))) ? 0 : 1;
} catch (error) {
  const isUsage = error instanceof UsageError || (error instanceof TypeError && "code" in error);
  console.error(isUsage ? `${error.message}\n\n${usage}` : error);
  process.exitCode = isUsage ? 2 : 1;
}
