// engine262, a JavaScript engine in JavaScript, runs programs: every step of them is a generator of the engine.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { projectFolder } from "../../harness/imports.ts";
import type { Corpus, CorpusOptions, CorpusResult } from "../corpus.ts";
import { copyPlain, copyUpdatable, describeFailures, describeInstrumented } from "../npm/copy.ts";
import { cacheSetting, installPackages } from "../npm/install.ts";
import { runPrograms } from "../npm/programs.ts";
import { sampleOf } from "../npm/sample.ts";
import { compareWays } from "../npm/ways.ts";

const folder = join(projectFolder, "build/corpora/engine262");
const programs = join(import.meta.dirname, "programs");

export const engine262: Corpus = {
  name: "engine262",
  about: "a JavaScript engine made of generators: what the programs that it runs print",
  settings: [cacheSetting],
  ciSample: 2,
  run,
};

async function run(options: CorpusOptions): Promise<CorpusResult> {
  const installed = installPackages("engine262", options);
  if (installed.kind === "not-run") return installed;
  options.progress("engine262: instrumenting");
  const copy = { from: join(installed.modules, "@engine262/engine262"), isUpdatable: (file: string) => file === "dist/engine262.js" };
  copyPlain({ ...copy, to: join(folder, "plain") });
  const instrumented = copyUpdatable({ ...copy, to: join(folder, "updatable") });
  const all = readdirSync(programs).sort();
  const names = sampleOf(all, options);
  const { counts, differences } = await compareWays({ folder, every: 100, seed: options.seed }, (way) =>
    runPrograms("engine262", way, names, options, (name) => [join(folder, way.build, "bin/engine262.js"), join(programs, name)]),
  );
  return {
    kind: "ran",
    complete: names.length === all.length,
    counts: [...describeInstrumented(instrumented), ...counts],
    differences: [...describeFailures(instrumented), ...differences],
  };
}
