// Incremental builds: what is unaffected is kept, and what is not ours any more is emitted anew, whatever .tsbuildinfo says.
import { existsSync, statSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { ENTRY, Project } from "./project.ts";

const FILES = {
  "src/a.ts": 'import { b } from "./b.js";\nexport const a = b;\n',
  "src/b.ts": "export const b: number = 1; // WARN_ME\n",
  "src/c.ts": "export const c = 1;\n",
};

const LONG_AGO = new Date(2001, 0, 1);

let project: Project;

const path = (file: string): string => join(project.folder, file);
const isUpdatable = (file: string): boolean => project.read(file).startsWith("/* updatable");

/** Ages every output, so that {@link findWritten} tells which ones a build wrote. */
function age(): void {
  for (const name of project.list("out")) if (name.endsWith(".js")) utimesSync(path(`out/${name}`), LONG_AGO, LONG_AGO);
}

const findWritten = (): readonly string[] =>
  project.list("out").filter((name) => name.endsWith(".js") && statSync(path(`out/${name}`)).mtimeMs > LONG_AGO.getTime());

describe.each(["tspc", "build"] as const)("%s --incremental", (tool) => {
  const compile = (...args: readonly string[]): void => expect(project[tool]("-p", ".", ...args)).toMatchObject({ code: 0, out: "" });

  beforeEach(() => {
    project = new Project(FILES, { compilerOptions: { incremental: true } });
    compile();
    age();
  });

  test("emits nothing when nothing changed", () => {
    const manifest = project.read("out/.ts-updatable/manifest.json");
    compile();
    expect(findWritten()).toEqual([]);
    expect(project.read("out/.ts-updatable/manifest.json")).toBe(manifest);
  });

  test("emits what changed, and is then what a fresh build is", () => {
    project.write("src/c.ts", "export const c = 2;\n");
    compile();
    expect(findWritten()).toEqual(["c.js"]);
    const manifest = project.manifest();
    const warnings = project.read("out/.ts-updatable/warnings.json");
    project.remove("out");
    compile();
    expect(project.manifest()).toEqual(manifest);
    expect(project.read("out/.ts-updatable/warnings.json")).toBe(warnings);
    expect(warnings).toContain("src/b.ts");
  });

  test("forgets modules that have gone", () => {
    project.remove("src/c.ts");
    compile();
    expect(project.moduleNames()).toEqual(["a.js", "b.js"]);
    expect(project.list("out/.ts-updatable").filter((name) => name.startsWith("c."))).toEqual([]);
  });

  test("emits everything when options of the plug-in changed, and only once", () => {
    project.configure({ compilerOptions: { incremental: true }, plugins: [{ ...ENTRY, updatePoints: "poll" }] });
    compile();
    expect(findWritten()).toEqual(["a.js", "b.js", "c.js"]);
    expect(project.read("out/c.js")).toContain("esm poll");
    age();
    compile();
    expect(findWritten()).toEqual([]);
  });

  test.each([
    ["the manifest is missing", () => project.remove("out/.ts-updatable/manifest.json")],
    ["a unit is missing", () => project.remove("out/.ts-updatable/b.js.unit.cjs")],
    ["an output is missing", () => project.remove("out/b.js")],
    ["an output was changed", () => project.write("out/b.js", "export const b = 7;\n")],
  ])("mends the build when %s, and only once", (_, damage) => {
    const manifest = project.read("out/.ts-updatable/manifest.json");
    damage();
    compile();
    expect(project.read("out/.ts-updatable/manifest.json")).toBe(manifest);
    expect(existsSync(path("out/.ts-updatable/b.js.unit.cjs"))).toBe(true);
    expect(["a.js", "b.js", "c.js"].filter((name) => !isUpdatable(`out/${name}`))).toEqual([]);
    age();
    compile();
    expect(findWritten()).toEqual([]);
  });

  test("mends what plain tsc wrote over it", () => {
    project.write("src/c.ts", "export const c = 3;\n");
    project.write("src/d.ts", "export const d = 4;\n");
    expect(project.tsc("-p", ".").code).toBe(0);
    expect(isUpdatable("out/c.js")).toBe(false);
    compile();
    expect(project.moduleNames()).toEqual(["a.js", "b.js", "c.js", "d.js"]);
    expect(isUpdatable("out/c.js") && isUpdatable("out/d.js")).toBe(true);
  });

  test.each([{}, { isolatedModules: true }, { isolatedModules: true, noEmitOnError: true }, { declaration: true }])(
    "sees a type that changed behind another module, with %j",
    (more) => {
      project.configure({ compilerOptions: { incremental: true, ...more } });
      project.write("src/types.d.ts", "declare interface Part { a: number }\nexport interface Other extends Part {}\n");
      project.write("src/held.ts", 'import type { Other } from "./types.js";\nexport interface Held extends Other { x: number }\n');
      project.write("src/make.ts", 'import type { Held } from "./held.js";\nexport function make(): Held { return null!; }\n');
      project.write("src/hold.ts", 'import { make } from "./make.js";\nexport const hold = make();\n');
      const readUnit = () => project.read("out/.ts-updatable/hold.js.unit.cjs");
      compile();
      expect(readUnit()).toContain("type Held x a");
      age();
      project.write(
        "src/held.ts",
        'import type { Other } from "./types.js";\nexport interface Held extends Other { x: number; y?: string }\n',
      );
      compile();
      expect(readUnit()).toContain("type Held x y a");
      expect(findWritten()).toEqual(["held.js", "hold.js", "make.js"]);
      project.write("src/types.d.ts", "declare interface Part { a: number; b?: number }\nexport interface Other extends Part {}\n");
      compile();
      expect(readUnit()).toContain("type Held x y a b");
    },
  );

  test("leaves the last build alone while errors stop the emit", () => {
    const manifest = project.read("out/.ts-updatable/manifest.json");
    project.write("src/c.ts", 'export const c: string = 2;\nimport "./d.js";\n');
    expect(project[tool]("-p", ".", "--noEmitOnError").code).toBe(1);
    expect(findWritten()).toEqual([]);
    expect(project.read("out/.ts-updatable/manifest.json")).toBe(manifest);
    project.write("src/c.ts", "export const c = 2;\n");
    compile("--noEmitOnError");
    expect(isUpdatable("out/c.js")).toBe(true);
    expect(project.read("out/.ts-updatable/manifest.json")).not.toBe(manifest);
  });
});
