// zod: TypeScript, compiled as a project by tsc and by `ts-updatable build`, with its own suite for vitest.
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { projectFolder } from "../../harness/imports.ts";
import { runProcess } from "../../harness/processes.ts";
import type { Corpus, CorpusOptions, CorpusResult } from "../corpus.ts";
import { cacheSetting, installPackages } from "../npm/install.ts";
import type { TestResults } from "../npm/results.ts";
import { sampleOf } from "../npm/sample.ts";
import { compareWays, type Way } from "../npm/ways.ts";

const folder = join(projectFolder, "build/corpora/zod");

const COMPILE_MS = 600_000;

export const zod: Corpus = {
  name: "zod",
  about: "the validation library's own suite, on its sources built as a project",
  settings: [cacheSetting],
  ciSample: 12,
  run,
};

async function run(options: CorpusOptions): Promise<CorpusResult> {
  const installed = installPackages("zod", options);
  if (installed.kind === "not-run") return installed;
  const sources = join(installed.modules, "zod/src");
  options.progress("zod: compiling");
  await compile(sources, installed.modules);
  const all = findTests(sources).filter((file) => !options.isLeftOut(file));
  const files = sampleOf(all, options);
  const { counts, differences } = await compareWays({ folder, every: 5, seed: options.seed }, (way) => runTests(way, files, options));
  return {
    kind: "ran",
    complete: files.length === all.length,
    counts: [{ what: "files of tests", count: files.length }, ...counts],
    differences,
  };
}

const findTests = (sources: string): readonly string[] =>
  readdirSync(sources, { recursive: true, encoding: "utf8" })
    .map((file) => file.replaceAll("\\", "/"))
    .filter((file) => file.endsWith(".test.ts"))
    .sort();

/** Compiled code lies beside the sources and tests, which vitest compiles; Node loads what was compiled as it is. */
async function compile(sources: string, modules: string): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), JSON.stringify({ type: "module" }));
  cpSync(sources, join(folder, "source"), { recursive: true });
  symlinkSync(modules, join(folder, "node_modules"));
  const compilerOptions = {
    ...{ module: "nodenext", target: "es2022", lib: ["es2022", "dom"], rootDir: "source", sourceMap: true, strict: true },
    ...{ skipLibCheck: true, types: ["node"], exactOptionalPropertyTypes: false, customConditions: ["@zod/source"] },
  };
  const config = join(folder, "tsconfig.json");
  writeFileSync(config, JSON.stringify({ compilerOptions, include: ["source"], exclude: ["**/tests", "**/benchmarks"] }));
  const compilers = { plain: ["node_modules/typescript/bin/tsc"], updatable: ["dist/transformer/cli/main.js", "build"] };
  for (const [build, [script = "", ...args]] of Object.entries(compilers)) {
    const outDir = join(folder, build);
    cpSync(sources, outDir, { recursive: true });
    const run = await runProcess(
      process.execPath,
      [join(projectFolder, script), ...args, "-p", config, "--outDir", outDir],
      {},
      COMPILE_MS,
    );
    if (run.exitCode !== 0) throw new Error(`zod could not be compiled (${build}):\n${run.stdout}${run.stderr}`);
  }
}

function runTests(way: Way, files: readonly string[], { jobs, progress }: CorpusOptions): TestResults {
  progress(`zod ${way.name}: ${files.length} files`);
  const root = join(folder, way.build);
  const output = join(folder, `${way.name.replaceAll(" ", "-")}.json`);
  const config = join(import.meta.dirname, "vitest.config.ts");
  const args = ["run", "--root", root, "--config", config, "--maxWorkers", String(jobs), "--reporter=json", `--outputFile=${output}`];
  const env = { ...process.env, ...way.env, ZOD_ROOT: root };
  const vitest = join(projectFolder, "node_modules/vitest/vitest.mjs");
  const run = spawnSync(process.execPath, [vitest, ...args, ...files], { cwd: root, env, encoding: "utf8", maxBuffer: 2 ** 28 });
  const results = readResults(output, root);
  if (results.size === 0) throw new Error(`vitest ran no test (${way.name}):\n${run.stdout}${run.stderr}`);
  return results;
}

interface Report {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message: string;
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string; readonly failureMessages?: string[] }[];
  }[];
}

function readResults(file: string, root: string): TestResults {
  const results: TestResults = new Map();
  const add = (name: string, status: string, message: string): void => {
    let key = name;
    for (let n = 2; results.has(key); n++) key = `${name} (${n})`;
    results.set(key, { status: status === "passed" || status === "failed" ? status : "skipped", message });
  };
  for (const { name, status, message, assertionResults } of (JSON.parse(readFileSync(file, "utf8")) as Report).testResults) {
    const test = name.slice(root.length + 1);
    if (assertionResults.length === 0) add(test, status, message);
    for (const result of assertionResults) add(`${test} > ${result.fullName}`, result.status, result.failureMessages?.join("\n") ?? "");
  }
  return results;
}
