// What a build leaves behind for later updates, and that it depends on nothing but the sources and options.
import { createHash } from "node:crypto";
import { SourceMapConsumer } from "source-map";
import { beforeAll, describe, expect, test } from "vitest";
import { ENTRY, Project, type Run } from "./project.ts";

const FILES = {
  "src/main.ts": 'import { two } from "./lib/two.js";\nimport four from "./four.cjs";\nexport const six: number = two + four.value;\n',
  "src/lib/two.ts": "export const two = 2;\n",
  "src/four.cts": "export = { value: 4 };\n",
  "src/skip/me.ts": "export const me = 1;\n",
  "src/skip/except.ts": "export const except = 1;\n",
  "src/warned.ts": "export const warned = 'WARN_ME';\n",
};

const PLUGIN = { ...ENTRY, exclude: ["src/skip/m*"], updatePoints: "poll" };
const digest = (text: string): string => createHash("sha256").update(text).digest("hex");

describe("a build with tspc", () => {
  let project: Project;
  let run: Run;

  beforeAll(() => {
    project = new Project(FILES, { plugins: [PLUGIN] });
    run = project.tspc("-p", ".");
  });

  test("instruments every module in its own format", () => {
    expect(run.code).toBe(0);
    expect(project.read("out/main.js")).toMatch(/^\/\* updatable esm poll \*\//);
    expect(project.read("out/four.cjs")).toMatch(/^\/\* updatable cjs poll \*\//);
  });

  test("leaves excluded files as they are", () => {
    expect(project.read("out/skip/me.js")).toMatch(/^export const me/);
    expect(project.moduleNames()).toEqual(["four.cjs", "lib/two.js", "main.js", "skip/except.js", "warned.js"]);
  });

  test("writes unit, its map and descriptor of each module, and nothing else but manifest and warnings", () => {
    const own = project.moduleNames().flatMap((js) => [`${js}.descriptor.json`, `${js}.unit.cjs`, `${js}.unit.cjs.map`]);
    expect(project.list("out/.ts-updatable")).toEqual(["manifest.json", "warnings.json", ...own].sort());
    expect(project.read("out/.ts-updatable/lib/two.js.unit.cjs")).toContain("unit of lib/two.js, type 2");
    expect(JSON.parse(project.read("out/.ts-updatable/lib/two.js.descriptor.json"))).toMatchObject({
      js: "lib/two.js",
      source: "src/lib/two.ts",
    });
  });

  test("states the digest of each file in the manifest", () => {
    const { modules, updatePoints, build } = project.manifest();
    expect(updatePoints).toBe("poll");
    expect(build).toMatch(/^[0-9a-f]{16}$/);
    for (const module of modules) {
      expect(module.digest).toBe(digest(project.read(`out/${module.js}`)));
      expect(module.descriptor).toBe(digest(project.read(`out/.ts-updatable/${module.js}.descriptor.json`)));
      expect(module.unit).toBe(digest(project.read(`out/.ts-updatable/${module.js}.unit.cjs`)));
    }
  });

  test("prints each warning once and keeps it in a file", () => {
    expect(run.err).toBe("src/warned.ts:1:5 - warning stub: found WARN_ME\n");
    expect(JSON.parse(project.read("out/.ts-updatable/warnings.json"))).toMatchObject([{ code: "stub", place: { file: "src/warned.ts" } }]);
  });

  test("maps the instrumented code, by token", async () => {
    const token = "six";
    const map = JSON.parse(project.read("out/main.js.map"));
    expect(map).toMatchObject({ file: "main.js", sources: ["../src/main.ts"] });
    const at = findToken(project.read("out/main.js"), token);
    const found = await SourceMapConsumer.with(map, null, (consumer) => consumer.originalPositionFor(at));
    expect(found).toMatchObject(findToken(FILES["src/main.ts"], token));
  });

  test("finds the sources from the unit's map", () => {
    expect(JSON.parse(project.read("out/.ts-updatable/lib/two.js.unit.cjs.map")).sources).toEqual(["../../../src/lib/two.ts"]);
    expect(project.read("out/.ts-updatable/lib/two.js.unit.cjs")).toMatch(/\n\/\/# sourceMappingURL=two\.js\.unit\.cjs\.map$/);
  });

  test("is the same in another folder, and from our own command", () => {
    const other = new Project(FILES, { plugins: [PLUGIN] });
    expect(other.build("-p", ".").code).toBe(0);
    expect(other.list("out")).toEqual(project.list("out"));
    for (const name of other.list("out")) expect(other.read(`out/${name}`), name).toBe(project.read(`out/${name}`));
  });
});

function findToken(text: string, token: string): { line: number; column: number } {
  const lines = text.split("\n");
  const line = lines.findIndex((content) => content.includes(token));
  return { line: line + 1, column: lines[line]?.indexOf(token) ?? -1 };
}

describe("the build id", () => {
  const build = (files: Readonly<Record<string, string>>, plugin: object = ENTRY): string => {
    const project = new Project(files, { plugins: [plugin] });
    expect(project.tspc("-p", ".").code).toBe(0);
    return project.manifest().build;
  };

  test("depends on sources and options", () => {
    const files = { "src/a.ts": "export const a = 1;\n" };
    const first = build(files);
    expect(build({ "src/a.ts": "export const a = 2;\n" })).not.toBe(first);
    expect(build(files, { ...ENTRY, updatePoints: "poll" })).not.toBe(first);
    expect(build(files)).toBe(first);
  });
});

describe("outputs beside their sources", () => {
  test("have the build folder in the root folder of the sources, for TypeScript 6 that of the project", () => {
    const project = new Project(
      { "src/a.ts": "export const a = 1;\n", "src/b/c.ts": "" },
      { compilerOptions: { outDir: null, rootDir: null } },
    );
    expect(project.tspc("-p", ".").code).toBe(0);
    expect(project.moduleNames(".")).toEqual(["src/a.js", "src/b/c.js"]);
    expect(project.tspc("-p", ".").code).toBe(0);
    expect(project.moduleNames(".")).toEqual(["src/a.js", "src/b/c.js"]);
  });
});

test("a folder that another project's build lies in is told of", () => {
  const project = new Project({ "src/a.ts": "export const a = 1;\n", "lib/b.ts": "export const b = 1;\n" });
  expect(project.tspc("-p", ".").code).toBe(0);
  project.configure({ compilerOptions: { rootDir: "lib" } }, "tsconfig.lib.json", ["lib"]);
  const run = project.tspc("-p", "tsconfig.lib.json");
  expect(run.err).toContain("warning shared-outputs: ");
  expect(run.code).toBe(0);
  expect(project.moduleNames()).toEqual(["b.js"]);
});

describe("the package of this checkout", () => {
  test("compiles with its own core, the same with both tools", () => {
    const files = {
      "src/main.ts": "export function count(n: number) {\n  let sum = 0;\n  for (let i = 0; i < n; i++) sum += i;\n  return sum;\n}\n",
    };
    const [one, other] = [new Project(files), new Project(files)];
    one.useRealPackage();
    other.useRealPackage();
    expect(one.tspc("-p", ".")).toMatchObject({ code: 0, out: "" });
    expect(other.command("build", "-p", ".")).toMatchObject({ code: 0, out: "" });
    expect(one.moduleNames()).toEqual(["main.js"]);
    expect(other.snapshot("out")).toEqual(one.snapshot("out"));
    expect(other.manifest()).toEqual(one.manifest());
  });
});
