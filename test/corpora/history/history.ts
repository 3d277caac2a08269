// Published versions of packages, each made an update of the one before: what `diff` says of every change, and whether it lands.
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Change } from "../../../runtime/contract/patch.ts";
import type { ApplyAnswer } from "../../../runtime/contract/protocol.ts";
import { projectFolder } from "../../harness/imports.ts";
import type { Corpus, CorpusOptions, CorpusResult, Difference } from "../corpus.ts";
import { cacheSetting, installPackages } from "../npm/install.ts";
import { sampleOf } from "../npm/sample.ts";
import { countChanges, countPairs, isFix, type PairResult, percent, writeTables } from "./report.ts";
import { type Built, buildVersion, fetchVersion, type Package, readPackages, runNode } from "./versions.ts";

const folder = join(projectFolder, "build/corpora/history");

export const history: Corpus = {
  name: "history",
  about: "published versions of packages, each applied to the one before and undone again; see history/HISTORY.md",
  settings: [
    cacheSetting,
    { option: "only", variable: "HISTORY_ONLY", help: "only the package of this name" },
    { option: "pairs", variable: "HISTORY_PAIRS", help: "only the newest N pairs of each package" },
  ],
  ciSample: 2,
  run,
};

interface Pair {
  readonly package: Package;
  readonly from: string;
  readonly to: string;
}

const nameOf = (pair: Pair): string => `${pair.package.name} ${pair.from} -> ${pair.to}`;

async function run(options: CorpusOptions): Promise<CorpusResult> {
  const installed = installPackages("history", options);
  if (installed.kind === "not-run") return installed;
  mkdirSync(folder, { recursive: true });
  rmSync(join(folder, "node_modules"), { force: true });
  symlinkSync(installed.modules, join(folder, "node_modules"));
  const all = readPackages().flatMap(pairsOf);
  const pairs = choose(all, options);
  const runner = new Runner(installed.modules);
  const outcomes = await runAll(pairs, runner, options);
  const results = outcomes.filter((outcome): outcome is PairResult => !("why" in outcome));
  const failures = outcomes.flatMap((outcome, index) => ("why" in outcome ? [failureOf(pairs[index] as Pair, outcome)] : []));
  writeFileSync(join(folder, "pairs.json"), JSON.stringify(results, null, 1));
  writeFileSync(join(folder, "tables.md"), `${writeTables(results)}\n`);
  return {
    kind: "ran",
    complete: pairs.length === all.length,
    counts: describe(results),
    differences: [...failures, ...results.flatMap(differencesOf)],
  };
}

/** As many at a time as there may be processes; the results are in the order of the pairs. */
async function runAll(pairs: readonly Pair[], runner: Runner, { jobs, progress }: CorpusOptions): Promise<(PairResult | Failed)[]> {
  const outcomes: (PairResult | Failed)[] = [];
  let begun = 0;
  const work = async (): Promise<void> => {
    for (let index = begun++; index < pairs.length; index = begun++) {
      const pair = pairs[index] as Pair;
      progress(`history: ${nameOf(pair)} (${index + 1} of ${pairs.length})`);
      outcomes[index] = await runner.run(pair);
    }
  };
  await Promise.all(Array.from({ length: jobs }, work));
  return outcomes;
}

const failureOf = (pair: Pair, { step, why }: Failed): Difference => ({ subject: nameOf(pair), way: step, what: why });

const pairsOf = (of: Package): Pair[] => of.versions.slice(1).map((to, index) => ({ package: of, from: of.versions[index] as string, to }));

function choose(all: readonly Pair[], options: CorpusOptions): readonly Pair[] {
  const { only, pairs } = options.settings;
  const newest = pairs === undefined ? all.length : Number(pairs);
  const names = [...Map.groupBy(all, (pair) => pair.package.name)]
    .filter(([name]) => only === undefined || name === only)
    .flatMap(([, of]) => of.slice(-newest))
    .map(nameOf);
  const chosen = new Set(sampleOf(names, options));
  return all.filter((pair) => chosen.has(nameOf(pair)));
}

type Failed = { readonly step: "npm" | "build" | "diff" | "replay"; readonly why: string };

class Runner {
  readonly #modules: string;
  readonly #builds = new Map<string, Promise<Built | Failed>>();
  readonly #fresh = new Map<string, Promise<Answers | Failed>>();

  constructor(modules: string) {
    this.#modules = modules;
  }

  async run({ package: of, from, to }: Pair): Promise<PairResult | Failed> {
    const [old, next] = await Promise.all([this.#build(of, from), this.#build(of, to)]);
    if ("why" in old) return old;
    if ("why" in next) return next;
    const patch = join(folder, of.name, `${from}-${to}`);
    const undecided = await this.#diff(old, next, patch, "ask");
    if ("why" in undecided) return undecided;
    const kept = undecided.ok ? undecided : await this.#diff(old, next, patch, "keep");
    if ("why" in kept) return kept;
    const result = {
      ...{ package: of.name, from, to, changes: kept.changes, undecided: undecided.changes },
      written: undecided.ok ? ("as-it-is" as const) : kept.ok ? ("keep" as const) : ("none" as const),
    };
    if (!kept.ok || kept.changes.length === 0) return result;
    const [replayed, fresh] = await Promise.all([this.#replay(of, old, patch), this.#freshAnswers(of, to, next)]);
    if ("why" in replayed) return replayed;
    if ("why" in fresh) return fresh;
    return { ...result, ...judge(replayed, fresh.before) };
  }

  #build(of: Package, version: string): Promise<Built | Failed> {
    const key = `${of.name}@${version}`;
    const known = this.#builds.get(key);
    if (known !== undefined) return known;
    const built = this.#make(of, version);
    this.#builds.set(key, built);
    return built;
  }

  async #make(of: Package, version: string): Promise<Built | Failed> {
    const fetched = fetchVersion(of, version, dirname(this.#modules));
    if ("why" in fetched) return { step: "npm", ...fetched };
    const built = await buildVersion(of, fetched.sources, join(folder, of.name, version));
    return "why" in built ? { step: "build", ...built } : built;
  }

  async #diff(old: Built, next: Built, patch: string, initialisers: "ask" | "keep"): Promise<Diffed | Failed> {
    const args = ["diff", old.out, next.out, "--out", patch, "--initialisers", initialisers, "--json"];
    const run = await runNode([join(projectFolder, "dist/transformer/cli/main.js"), ...args]);
    const line = run.stdout.trim();
    if (run.exitCode === 2 || !line.startsWith("{"))
      return { step: "diff", why: `it ended with ${run.exitCode}: ${run.stderr.slice(0, 2000)}` };
    return JSON.parse(line) as Diffed;
  }

  #freshAnswers(of: Package, version: string, built: Built): Promise<Answers | Failed> {
    const key = `${of.name}@${version}`;
    const known = this.#fresh.get(key) ?? this.#replay(of, built);
    this.#fresh.set(key, known);
    return known;
  }

  async #replay(of: Package, { entry }: Built, patch?: string): Promise<Answers | Failed> {
    const smoke = join(import.meta.dirname, "smoke", `${of.name}.mjs`);
    const args = [join(import.meta.dirname, "replay.mjs"), entry, smoke, this.#modules, ...(patch === undefined ? [] : [patch])];
    const run = await runNode(args, { TS_UPDATABLE_LOG: "off" });
    const line = run.stdout.trim().split("\n").at(-1) ?? "";
    if (!line.startsWith("{")) return { step: "replay", why: `the process ended with ${run.exitCode}: ${run.stderr.slice(0, 2000)}` };
    const answers = JSON.parse(line) as Answers;
    if (answers.before.startsWith("throws")) return { step: "replay", why: `before the update it ${answers.before}` };
    return answers;
  }
}

interface Diffed {
  readonly ok: boolean;
  readonly changes: readonly Change[];
}

/** What replay.mjs prints. */
interface Answers {
  readonly before: string;
  readonly applied?: ApplyAnswer;
  readonly after?: string;
  readonly undo?: ApplyAnswer;
  readonly undone?: string;
}

function judge({ before, applied, after, undo, undone }: Answers, fresh: string): Partial<PairResult> {
  if (applied?.error !== undefined) return { notApplied: `${applied.error.code}: ${applied.error.message}` };
  const answers = after === fresh ? ({ answers: "as-new" } as const) : ({ answers: "not-as-new" } as const);
  if (after?.startsWith("throws") === true && after !== fresh) return { ...answers, notApplied: `after the update it ${after}` };
  if (undo?.error !== undefined) return { ...answers, notUndone: `${undo.error.code}: ${undo.error.message}` };
  return undone === before ? answers : { ...answers, notUndone: `it answers ${undone}\n    instead of ${before}` };
}

/** What `diff` says of a patch that cannot be undone is counted; anything else that stands in the way of an undo is a difference. */
function differencesOf(result: PairResult): Difference[] {
  const subject = `${result.package} ${result.from} -> ${result.to}`;
  return [
    ...(result.notApplied === undefined ? [] : [{ subject, way: "applied", what: result.notApplied }]),
    ...(result.notUndone === undefined || result.notUndone.startsWith("NO_WAY_BACK")
      ? []
      : [{ subject, way: "undone", what: result.notUndone }]),
  ];
}

function describe(results: readonly PairResult[]): { what: string; count: number }[] {
  const fixes = results.filter(isFix);
  return [...describeGroup("pairs", results), ...describeGroup("fixes", fixes)];
}

function describeGroup(name: string, results: readonly PairResult[]): { what: string; count: number }[] {
  const pairs = countPairs(results);
  const changes = countChanges(results.flatMap((result) => result.changes));
  return [
    { what: `${name} with changes, of ${pairs.all}`, count: pairs.changed },
    { what: `  patch written with nothing decided, ${percent(pairs["as it is"], pairs.changed)}`, count: pairs["as it is"] },
    { what: `  patch written with --initialisers keep, ${percent(pairs.keep, pairs.changed)}`, count: pairs.keep },
    { what: "  ... that came into force in a process that had loaded the package", count: pairs.applied },
    { what: "  ... and were undone, with the answers from before", count: pairs.undone },
    { what: "  ... after which it answered as the new version does", count: pairs["as new"] },
    { what: "  changes in them", count: changes.all },
    { what: `  ... that need no line written by hand, ${percent(changes["no hand"], changes.all)}`, count: changes["no hand"] },
  ];
}
