// Programs under other compiler options: each must show the same plain, updatable and in both storms. The whole language suite is run for
// two more targets, plain and updatable only.
import { cpSync, existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { projectFolder } from "../harness/imports.ts";
import { runProcess } from "../harness/processes.ts";
import { runBuilt } from "../harness/storm.ts";

type Build = "plain" | "updatable";

const compilers: Readonly<Record<Build, readonly string[]>> = {
  plain: [join(projectFolder, "node_modules/typescript/bin/tsc")],
  updatable: [join(projectFolder, "dist/transformer/cli/main.js"), "build"],
};

const folderOf = (name: string, build: Build): string => join(projectFolder, "build/targets", name, build);

/** @returns what both compilers say, apart from warnings */
async function compile(name: string, config: string, packageJson: object | string): Promise<string> {
  const said = await Promise.all(
    (["plain", "updatable"] as const).map(async (build) => {
      const outDir = folderOf(name, build);
      mkdirSync(outDir, { recursive: true });
      if (typeof packageJson === "string") cpSync(packageJson, join(outDir, "package.json"));
      else writeFileSync(join(outDir, "package.json"), JSON.stringify(packageJson));
      const run = await runProcess(process.execPath, [...compilers[build], "-p", config, "--outDir", outDir]);
      return run.stdout + (run.exitCode === 0 ? "" : run.stderr);
    }),
  );
  return said.join("");
}

const folders = readdirSync(import.meta.dirname, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));

describe("programs with options of their own", () => {
  test.concurrent.each(folders)("%s", async (name) => {
    const own = join(import.meta.dirname, name, "package.json");
    const type = name.endsWith("commonjs") ? "commonjs" : "module";
    expect(await compile(name, join(import.meta.dirname, name, "tsconfig.json"), existsSync(own) ? own : { type })).toBe("");
    const wanted = await runBuilt(folderOf(name, "plain"), "main.js");
    expect(wanted.behaviour.stdout, "a program says what it observes").not.toBe("");
    for (const storm of [undefined, "frames", "units"] as const) {
      const { behaviour, report } = await runBuilt(folderOf(name, "updatable"), "main.js", [], storm);
      expect(behaviour, `storm of ${storm}`).toEqual(wanted.behaviour);
      if (storm !== undefined) expect(report?.rebuilt, `storm of ${storm}: how often frames were rebuilt`).toBeGreaterThan(0);
    }
  });
});

/** Programs in which TypeScript lowers nothing that it lowers for the other targets: storms rebuild their frames too. */
const NATIVE = ["explicit-resource-management", "resources-that-wait"];

const language = readdirSync(join(import.meta.dirname, "../language"), { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() && entry.name !== "shared" && entry.name !== "decorators" ? [entry.name] : [],
);

describe.each(["es2022", "esnext"])("the language suite for %s", (target) => {
  beforeAll(async () => expect(await compile(target, join(import.meta.dirname, `${target}.json`), { type: "module" })).toBe(""));

  test.concurrent.each(language)("%s", async (name) => {
    const wanted = await runBuilt(folderOf(target, "plain"), `${name}/main.js`);
    const storms = target === "esnext" && NATIVE.includes(name) ? ([undefined, "frames", "units"] as const) : [undefined];
    for (const storm of storms)
      expect((await runBuilt(folderOf(target, "updatable"), `${name}/main.js`, [], storm)).behaviour).toEqual(wanted.behaviour);
  });
});
