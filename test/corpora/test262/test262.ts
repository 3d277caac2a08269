// test262, the conformance suite of the language: what TypeScript's emit of a test passes, the updatable build must pass.
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Corpus, CorpusOptions, CorpusResult, Count, Difference } from "../corpus.ts";
import { WAYS, type Way } from "./realm.ts";
import { FORMS, type Form, selectJobs } from "./select.ts";
import { type JobResult, runJobs } from "./workers.ts";

export const test262: Corpus = {
  name: "test262",
  about: "the language parts of test262, each test plain, updatable, and in both storms",
  settings: [
    { option: "test262", variable: "TEST262_ROOT", help: "folder of a checkout of github.com/tc39/test262" },
    { option: "forms", variable: "TEST262_FORMS", help: `what tests are made of, a list of ${FORMS.join(", ")}` },
  ],
  ciSample: 300,
  run,
};

const HOW =
  "Get one outside of this repository (git clone --depth 1 https://github.com/tc39/test262) and pass --test262 DIR, or set TEST262_ROOT.";

const names: Readonly<Record<Way, string>> = {
  plain: "as TypeScript emits it",
  updatable: "updatable",
  frames: "in the storm of frames",
  units: "in the storm of units",
};

async function run(options: CorpusOptions): Promise<CorpusResult> {
  const folder = options.settings["test262"];
  if (folder === undefined) return { kind: "not-run", why: "it is not part of this repository, and no checkout was named.", how: HOW };
  const root = resolve(folder);
  if (!existsSync(join(root, "harness", "assert.js"))) return { kind: "not-run", why: `${root} is no checkout of test262.`, how: HOW };
  const { jobs, skipped, complete } = selectJobs(root, readForms(options.settings["forms"]), options);
  const tally = new Tally();
  let done = 0;
  await runJobs(root, jobs, options.jobs, (result) => {
    tally.add(result);
    options.progress(`test262: ${++done} of ${jobs.length}, ${tally.differences.length} differences`);
  });
  const left = [...skipped].toSorted(([, a], [, b]) => b - a).map(([why, count]) => ({ what: `files left out: the test ${why}`, count }));
  return { kind: "ran", complete, counts: [...tally.counts(), ...left], differences: tally.differences };
}

function readForms(list: string | undefined): readonly Form[] {
  if (list === undefined) return FORMS;
  return list.split(",").map((name) => {
    const form = FORMS.find((known) => known === name);
    if (form === undefined) throw new Error(`there is no form "${name}" of a test; there are: ${FORMS.join(", ")}`);
    return form;
  });
}

/** Counts results, and finds those that differ from plain ones. */
class Tally {
  readonly differences: Difference[] = [];
  readonly #ran = new Map<Form, number>();
  readonly #passed = new Map<string, number>();
  #rebuilt = 0;

  add({ job: { file, form }, ways, broken }: JobResult): void {
    count(this.#ran, form);
    if (broken !== undefined) {
      this.differences.push({ subject: file, way: `${form}, compiled`, what: broken });
      return;
    }
    for (const [way, { failure, rebuilt }] of ways) {
      this.#rebuilt += rebuilt;
      if (failure === undefined) count(this.#passed, `${form} ${way}`);
      else if (way !== "plain") this.differences.push({ subject: file, way: `${form}, ${names[way]}`, what: failure });
    }
  }

  counts(): readonly Count[] {
    const rows = [...this.#ran].flatMap(([form, ran]) => [
      { what: `tests of the form ${form}`, count: ran },
      ...WAYS.map((way) => ({ what: `  passed ${names[way]}`, count: this.#passed.get(`${form} ${way}`) ?? 0 })),
    ]);
    return [...rows, { what: "stacks rebuilt in storms", count: this.#rebuilt }];
  }
}

function count<K>(counts: Map<K, number>, key: K): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
