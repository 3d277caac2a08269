// fastify: JavaScript in CommonJS, with a suite for node:test. Its own files are instrumented; those of its dependencies and tests are not.
import { spawn } from "node:child_process";
import { readdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { projectFolder } from "../../harness/imports.ts";
import type { Corpus, CorpusOptions, CorpusResult } from "../corpus.ts";
import { type CopyOptions, copyPlain, copyUpdatable, describeFailures, describeInstrumented } from "../npm/copy.ts";
import { cacheSetting, installPackages } from "../npm/install.ts";
import type { TestResults } from "../npm/results.ts";
import { sampleOf } from "../npm/sample.ts";
import { compareWays, type Way } from "../npm/ways.ts";

const folder = join(projectFolder, "build/corpora/fastify");

export const fastify: Corpus = {
  name: "fastify",
  about: "the web server's own suite, on its own files instrumented as they were shipped",
  settings: [cacheSetting],
  ciSample: 12,
  run,
};

async function run(options: CorpusOptions): Promise<CorpusResult> {
  const installed = installPackages("fastify", options);
  if (installed.kind === "not-run") return installed;
  const from = join(installed.modules, "fastify");
  const copy: Omit<CopyOptions, "to"> = { from, isUpdatable: (file) => file === "fastify.js" || file.startsWith("lib/") };
  copyPlain({ ...copy, to: join(folder, "plain") });
  const instrumented = copyUpdatable({ ...copy, to: join(folder, "updatable") });
  for (const build of ["plain", "updatable"]) symlinkSync(installed.modules, join(folder, build, "node_modules"));
  const all = findTests(from).filter((file) => !options.isLeftOut(file));
  const files = sampleOf(all, options);
  const { counts, differences } = await compareWays({ folder, every: 20, seed: options.seed }, (way) => runTests(way, files, options));
  return {
    kind: "ran",
    complete: files.length === all.length,
    counts: [...describeInstrumented(instrumented), { what: "files of tests", count: files.length }, ...counts],
    differences: [...describeFailures(instrumented), ...differences],
  };
}

function findTests(from: string): readonly string[] {
  return readdirSync(join(from, "test"), { recursive: true, encoding: "utf8" })
    .map((file) => file.replaceAll("\\", "/"))
    .filter((file) => file.endsWith(".test.js"))
    .sort();
}

/** Node's runner in one process for each file. */
function runTests(way: Way, files: readonly string[], { jobs, progress }: CorpusOptions): Promise<TestResults> {
  const cwd = join(folder, way.build);
  const reporter = join(import.meta.dirname, "reporter.mjs");
  const args = ["--test", `--test-concurrency=${jobs}`, "--test-timeout=120000", `--test-reporter=${reporter}`];
  progress(`fastify ${way.name}: ${files.length} files`);
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...args, ...files.map((file) => join("test", file))], {
      cwd,
      env: { ...process.env, ...way.env, NODE_TEST_CONTEXT: undefined },
      stdio: ["ignore", "pipe", "ignore"],
    });
    let output = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
    child.on("error", reject);
    child.on("close", () => {
      const results: TestResults = new Map();
      for (const line of output.split("\n")) {
        if (!line.startsWith("{")) continue;
        const { name, ...result } = JSON.parse(line) as { name: string; status: "passed" | "failed" | "skipped"; message: string };
        let key = name.replaceAll(cwd, "");
        for (let n = 2; results.has(key); n++) key = `${name.replaceAll(cwd, "")} (${n})`;
        results.set(key, result);
      }
      resolve(results);
    });
  });
}
