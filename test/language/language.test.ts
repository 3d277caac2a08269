// Every folder here is a program. It must show the same plain, updatable, and while storms rebuild its frames at each update point.
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { projectFolder } from "../harness/imports.ts";
import { runProcess } from "../harness/processes.ts";
import { runBuilt } from "../harness/storm.ts";

const programs = readdirSync(import.meta.dirname, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== "shared")
  .map((entry) => entry.name);

const formats = [
  { format: "esm", config: "tsconfig.json", type: "module" },
  { format: "commonjs", config: "tsconfig.commonjs.json", type: "commonjs" },
] as const;

const folderOf = (format: string, build: "plain" | "updatable"): string => join(projectFolder, "build/language", format, build);

async function compile(command: readonly string[], config: string, outDir: string, type: string): Promise<string> {
  mkdirSync(outDir, { recursive: true });
  writeFileSync(join(outDir, "package.json"), JSON.stringify({ type }));
  const [script, ...args] = command.map((part) => (part.includes("/") ? join(projectFolder, part) : part));
  const project = join(import.meta.dirname, config);
  const run = await runProcess(process.execPath, [script as string, ...args, "-p", project, "--outDir", outDir]);
  return run.stdout + (run.exitCode === 0 ? "" : run.stderr);
}

describe.each(formats)("$format", ({ format, config, type }) => {
  const [plain, updatable] = [folderOf(format, "plain"), folderOf(format, "updatable")];

  beforeAll(async () => {
    const outputs = await Promise.all([
      compile(["node_modules/typescript/bin/tsc"], config, plain, type),
      compile(["dist/transformer/cli/main.js", "build"], config, updatable, type),
    ]);
    expect(outputs).toEqual(["", ""]);
  });

  test.concurrent.each(programs)("%s", async (name) => {
    const file = `${name}/main.js`;
    const wanted = await runBuilt(plain, file);
    expect(wanted.behaviour.stdout, "a program says what it observes").not.toBe("");
    expect((await runBuilt(updatable, file)).behaviour).toEqual(wanted.behaviour);
    for (const storm of ["frames", "units"] as const) {
      const { behaviour, report } = await runBuilt(updatable, file, [], storm);
      expect(behaviour, `storm of ${storm}`).toEqual(wanted.behaviour);
      expect(report?.rebuilt, `storm of ${storm}: frames that were rebuilt`).toBeGreaterThan(0);
    }
  });
});
