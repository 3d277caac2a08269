// Packages that ship no tests: every file is instrumented and loaded, and must export what the plain one exports.
import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { projectFolder } from "../../harness/imports.ts";
import type { Corpus, CorpusOptions, CorpusResult } from "../corpus.ts";
import {
  addInstrumented,
  copyPlain,
  copyUpdatable,
  describeFailures,
  describeInstrumented,
  findJavaScript,
  NOTHING_INSTRUMENTED,
} from "../npm/copy.ts";
import { cacheSetting, installPackages } from "../npm/install.ts";
import type { TestResults } from "../npm/results.ts";
import { sampleOf } from "../npm/sample.ts";
import { compareWays, type Way } from "../npm/ways.ts";

const folder = join(projectFolder, "build/corpora/shipped");

export const shipped: Corpus = {
  name: "shipped",
  about: "every file of packages that ship no tests: loaded, what they export",
  settings: [cacheSetting],
  ciSample: 2,
  run,
};

async function run(options: CorpusOptions): Promise<CorpusResult> {
  const installed = installPackages("shipped", options);
  if (installed.kind === "not-run") return installed;
  const manifest = JSON.parse(readFileSync(join(installed.modules, "../package.json"), "utf8")) as { dependencies: object };
  const all = Object.keys(manifest.dependencies);
  const names = sampleOf(all, options);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  symlinkSync(installed.modules, join(folder, "node_modules"));
  let instrumented = NOTHING_INSTRUMENTED;
  for (const name of names) {
    options.progress(`shipped: instrumenting ${name}`);
    const copy = { from: join(installed.modules, name), isUpdatable: () => true };
    copyPlain({ ...copy, to: join(folder, "plain", name) });
    instrumented = addInstrumented(instrumented, copyUpdatable({ ...copy, to: join(folder, "updatable", name) }));
  }
  const { counts, differences } = await compareWays({ folder, every: 3, seed: options.seed }, (way) => loadAll(way, names, options));
  return {
    kind: "ran",
    complete: names.length === all.length,
    counts: [...describeInstrumented(instrumented), ...counts],
    differences: [...describeFailures(instrumented), ...differences],
  };
}

/** One process for each package: a file is a test, and what it exports is what it gives. */
async function loadAll(way: Way, names: readonly string[], { progress }: CorpusOptions): Promise<TestResults> {
  const results: TestResults = new Map();
  for (const name of names) {
    progress(`shipped ${way.name}: ${name}`);
    const root = join(folder, way.build, name);
    for (const [file, output] of Object.entries(await load(way, root, findJavaScript(root)))) {
      const status = output.startsWith("throws ") ? "failed" : "passed";
      results.set(`${name}/${file}`, { status, message: output, output });
    }
  }
  return results;
}

function load(way: Way, root: string, files: readonly string[]): Promise<Readonly<Record<string, string>>> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(import.meta.dirname, "load.mjs"), root], {
      env: { ...process.env, ...way.env },
      stdio: ["pipe", "pipe", "pipe"],
    });
    child.stdin.end(JSON.stringify(files));
    const output = { stdout: "", stderr: "" };
    for (const stream of ["stdout", "stderr"] as const)
      child[stream].setEncoding("utf8").on("data", (text: string) => {
        output[stream] += text;
      });
    child.on("error", reject);
    child.on("close", (code) => {
      const line = output.stdout.trim().split("\n").at(-1) ?? "";
      if (line.startsWith("{")) resolve(JSON.parse(line) as Record<string, string>);
      else resolve({ "(all)": `throws: the process ended with ${code}: ${output.stderr.slice(0, 1000)}` });
    });
  });
}
