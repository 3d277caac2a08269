// octane: the benchmark programs of V8's team, each made one strict module and run once. They check their own results.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { projectFolder } from "../../harness/imports.ts";
import type { Corpus, CorpusOptions, CorpusResult } from "../corpus.ts";
import { copyPlain, copyUpdatable, describeFailures, describeInstrumented } from "../npm/copy.ts";
import { cacheSetting, installPackages } from "../npm/install.ts";
import { runPrograms } from "../npm/programs.ts";
import { sampleOf } from "../npm/sample.ts";
import { compareWays } from "../npm/ways.ts";

const folder = join(projectFolder, "build/corpora/octane");

export const octane: Corpus = {
  name: "octane",
  about: "benchmark programs that check their results: games, physics, ciphers, a compiler's output",
  settings: [cacheSetting],
  ciSample: 4,
  run,
};

/** The files of each program, behind `base.js`. */
const programs: Readonly<Record<string, readonly string[]>> = {
  box2d: ["box2d"],
  "code-load": ["code-load"],
  crypto: ["crypto"],
  deltablue: ["deltablue"],
  "earley-boyer": ["earley-boyer"],
  gbemu: ["gbemu-part1", "gbemu-part2"],
  mandreel: ["mandreel"],
  "navier-stokes": ["navier-stokes"],
  pdfjs: ["pdfjs"],
  raytrace: ["raytrace"],
  regexp: ["regexp"],
  richards: ["richards"],
  splay: ["splay"],
  typescript: ["typescript", "typescript-input", "typescript-compiler"],
  zlib: ["zlib", "zlib-data"],
};

/** The programs assign them without a declaration, which strict code may do with globals that are there. */
const IMPLICIT_GLOBALS = [
  ...["alert", "setupEngine", "nValue", "eValue", "dValue", "pValue", "qValue", "dmp1Value", "dmq1Value", "coeffValue"],
  ...["Mandreel_timeouts", "Mandreel_XMLHttpRequest", "Mandreel_document", "Mandreel_window"],
];

/** Each benchmark once, and how far it took the random numbers, which `base.js` makes repeatable. */
const RUN = `
for (const { benchmarks } of BenchmarkSuite.suites)
  for (const benchmark of benchmarks) {
    BenchmarkSuite.ResetRNG();
    benchmark.Setup();
    benchmark.run();
    benchmark.TearDown();
    console.log(benchmark.name, Math.random());
  }
`;

async function run(options: CorpusOptions): Promise<CorpusResult> {
  const installed = installPackages("octane", options);
  if (installed.kind === "not-run") return installed;
  const all = Object.keys(programs).filter((name) => !options.isLeftOut(name));
  const names = sampleOf(all, options);
  const from = join(folder, "joined");
  joinPrograms(installed.modules, from, names, () => RUN);
  options.progress("octane: instrumenting");
  const copy = { from, isUpdatable: () => true };
  copyPlain({ ...copy, to: join(folder, "plain") });
  const instrumented = copyUpdatable({ ...copy, to: join(folder, "updatable") });
  const { counts, differences } = await compareWays({ folder, every: 3000, seed: options.seed }, (way) =>
    runPrograms("octane", way, names, options, (name) => ["--no-validate-asm", join(folder, way.build, `${name}.cjs`)]),
  );
  return {
    kind: "ran",
    complete: names.length === all.length,
    counts: [...describeInstrumented(instrumented), ...counts],
    differences: [...describeFailures(instrumented), ...differences],
  };
}

/**
 * Each program as one strict CommonJS module.
 * @param modules where the package is installed
 * @param lastOf what follows the program, and runs it
 */
export function joinPrograms(modules: string, to: string, names: readonly string[], lastOf: (name: string) => string): void {
  rmSync(to, { recursive: true, force: true });
  mkdirSync(to, { recursive: true });
  const globals = IMPLICIT_GLOBALS.map((name) => `globalThis.${name} = undefined;`).join("\n");
  const read = (file: string): string => readFileSync(join(modules, "benchmark-octane/lib/octane", `${file}.js`), "utf8");
  for (const name of names) {
    const texts = ["base", ...(programs[name] ?? [])].map(read);
    writeFileSync(join(to, `${name}.cjs`), ['"use strict";', globals, ...texts, lastOf(name)].join("\n"));
  }
}
