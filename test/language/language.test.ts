// Every folder here is a program. It must show the same plain, updatable, and while storms rebuild its frames at each update point.
// The programs of the benchmark are run in the same way, at a small size.
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { findPrograms } from "../bench/programs.ts";
import { projectFolder } from "../harness/imports.ts";
import { runProcess } from "../harness/processes.ts";
import { runBuilt } from "../harness/storm.ts";

const programs = readdirSync(import.meta.dirname, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== "shared")
  .map((entry) => entry.name);

const formats = [
  { format: "esm", config: "tsconfig.json", type: "module", without: [] },
  { format: "commonjs", config: "tsconfig.commonjs.json", type: "commonjs", without: ["top-level-await"] },
] as const;

const folderOf = (format: string, build: "plain" | "updatable"): string => join(projectFolder, "build/language", format, build);

/** @returns what the compiler complains of */
async function compile(command: readonly string[], config: string, outDir: string, type: string): Promise<string> {
  mkdirSync(outDir, { recursive: true });
  writeFileSync(join(outDir, "package.json"), JSON.stringify({ type }));
  const [script, ...args] = command.map((part) => (part.includes("/") ? join(projectFolder, part) : part));
  const run = await runProcess(process.execPath, [script as string, ...args, "-p", config, "--outDir", outDir]);
  return run.stdout + (run.exitCode === 0 ? "" : run.stderr);
}

/** Runs a program in all ways, and compares what it shows. */
async function expectSame(plain: string, updatable: string, file: string, args: readonly string[]): Promise<void> {
  const wanted = await runBuilt(plain, file, args);
  expect(wanted.behaviour.stdout, "a program says what it observes").not.toBe("");
  expect((await runBuilt(updatable, file, args)).behaviour).toEqual(wanted.behaviour);
  for (const storm of ["frames", "units"] as const) {
    const { behaviour, report } = await runBuilt(updatable, file, args, storm);
    expect(behaviour, `storm of ${storm}`).toEqual(wanted.behaviour);
    expect(report?.rebuilt, `storm of ${storm}: how often frames were rebuilt`).toBeGreaterThan(0);
  }
}

describe.each(formats)("$format", ({ format, config, type, without }) => {
  const [plain, updatable] = [folderOf(format, "plain"), folderOf(format, "updatable")];

  beforeAll(async () => {
    const outputs = await Promise.all([
      compile(["node_modules/typescript/bin/tsc"], join(import.meta.dirname, config), plain, type),
      compile(["dist/transformer/cli/main.js", "build"], join(import.meta.dirname, config), updatable, type),
    ]);
    expect(outputs).toEqual(["", ""]);
  });

  test.concurrent.each(programs.filter((name) => !without.some((other) => other === name)))("%s", (name) =>
    expectSame(plain, updatable, `${name}/main.js`, []),
  );
});

describe("programs of the benchmark", () => {
  const [plain, updatable] = [folderOf("bench", "plain"), folderOf("bench", "updatable")];
  const sizes: Readonly<Record<string, number>> = { alloc: 20, cd: 2, fib: 10, generators: 2, mandelbrot: 4, nbody: 10 };

  beforeAll(async () => {
    const config = join(projectFolder, "test/bench/tsconfig.programs.json");
    const outputs = await Promise.all([
      compile(["node_modules/typescript/bin/tsc"], config, plain, "module"),
      compile(["dist/transformer/cli/main.js", "build"], config, updatable, "module"),
    ]);
    expect(outputs).toEqual(["", ""]);
    const runner = `const [name, size] = process.argv.slice(2);\nconsole.log(await (await import(\`./\${name}.js\`)).run(Number(size)));\n`;
    for (const folder of [plain, updatable]) writeFileSync(join(folder, "run-one.js"), runner);
  });

  test.concurrent.each(findPrograms())("%s", (name) => expectSame(plain, updatable, "run-one.js", [name, String(sizes[name] ?? 1)]));
});
