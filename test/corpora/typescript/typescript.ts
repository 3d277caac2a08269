// TypeScript compiles projects with its own lib/typescript.js instrumented: one file of 9 MB and more than 20,000 functions.
import { spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { projectFolder } from "../../harness/imports.ts";
import type { Corpus, CorpusOptions, CorpusResult } from "../corpus.ts";
import { type CopyOptions, copyPlain, copyUpdatable, describeFailures, describeInstrumented } from "../npm/copy.ts";
import { cacheSetting, installPackages } from "../npm/install.ts";
import type { TestResults } from "../npm/results.ts";
import { sampleOf } from "../npm/sample.ts";
import { compareWays, type Way } from "../npm/ways.ts";

const folder = join(projectFolder, "build/corpora/typescript");

export const typescript: Corpus = {
  name: "typescript",
  about: "the compiler, its own file instrumented: what it emits and reports for projects",
  settings: [cacheSetting],
  ciSample: 0,
  run,
};

/** Projects from small to large: a sample of one is the first. */
const projects: Readonly<Record<string, (modules: string) => object>> = {
  diff: () => ours("transformer/diff"),
  zod: (modules) => ({
    compilerOptions: { module: "nodenext", target: "es2022", strict: true, skipLibCheck: true, types: ["node"] },
    include: [join(modules, "zod/src")],
    exclude: ["**/tests", "**/benchmarks"],
  }),
  transformer: () => ours("transformer"),
};

const ours = (part: string): object => ({ extends: join(projectFolder, "tsconfig.json"), include: [join(projectFolder, part)] });

async function run(options: CorpusOptions): Promise<CorpusResult> {
  const installed = installPackages("typescript", options);
  if (installed.kind === "not-run") return installed;
  options.progress("typescript: instrumenting");
  const copy: Omit<CopyOptions, "to"> = {
    from: join(installed.modules, "typescript"),
    isUpdatable: (file) => file === "lib/typescript.js",
  };
  copyPlain({ ...copy, to: join(folder, "plain") });
  const instrumented = copyUpdatable({ ...copy, to: join(folder, "updatable") });
  const all = Object.keys(projects);
  const names = options.filter === undefined ? all.slice(0, options.sample) : sampleOf(all, options);
  for (const name of names) {
    const project = join(folder, "projects", name);
    mkdirSync(project, { recursive: true });
    writeFileSync(join(project, "tsconfig.json"), JSON.stringify(projects[name]?.(installed.modules)));
  }
  const times = new Map<string, number>();
  const { counts, differences } = await compareWays({ folder, every: 3000, seed: options.seed }, (way) =>
    compileProjects(way, names, options, times),
  );
  return {
    kind: "ran",
    complete: names.length === all.length,
    counts: [
      ...describeInstrumented(instrumented),
      ...counts,
      ...names.map((name) => ({
        what: `CPU time of compiling ${name}, per cent of plain`,
        count: Math.round((100 * (times.get(`updatable ${name}`) ?? 0)) / (times.get(`plain ${name}`) ?? 1)),
      })),
    ],
    differences: [...describeFailures(instrumented), ...differences],
  };
}

/** Each project is a test whose output is all that the compiler gave: two ways must give the same. */
async function compileProjects(
  way: Way,
  names: readonly string[],
  { progress }: CorpusOptions,
  times: Map<string, number>,
): Promise<TestResults> {
  const results: TestResults = new Map();
  for (const name of names) {
    progress(`typescript ${way.name}: ${name}`);
    const { output, ms } = await compileProject(way, name);
    times.set(`${way.name} ${name}`, ms);
    results.set(name, { status: "passed", message: "", output });
  }
  return results;
}

function compileProject(way: Way, name: string): Promise<{ output: string; ms: number }> {
  const compiler = join(folder, way.build, "lib/typescript.js");
  const args = [
    "--stack-size=4000",
    join(import.meta.dirname, "compile-project.mjs"),
    compiler,
    join(folder, "projects", name, "tsconfig.json"),
  ];
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { env: { ...process.env, ...way.env }, stdio: ["ignore", "pipe", "pipe", "pipe"] });
    const [, stdout, stderr, timing] = child.stdio;
    let [output, time] = ["", ""];
    for (const stream of [stdout, stderr])
      stream?.on("data", (data: Buffer) => {
        output += String(data);
      });
    timing?.on("data", (data: Buffer) => {
      time += String(data);
    });
    child.on("error", reject);
    child.on("close", (code) => resolve({ output: `${output}exit code ${code}`, ms: Number(time) }));
  });
}
