// What cannot be built as updatable, and how the user is told.
import { describe, expect, test } from "vitest";
import { ENTRY, Project, type ProjectOptions } from "./project.ts";

const FILES = { "src/a.ts": "export const a = 1;\n", "src/b.ts": "export const b = 1;\n" };

/** What both tspc and our own command must say; `tool` runs with `-p .`. */
const TOOLS = ["tspc", "build"] as const;

describe.each(TOOLS)("%s", (tool) => {
  test.each<readonly [string, ProjectOptions, RegExp]>([
    [
      "an unknown option",
      { plugins: [{ ...ENTRY, exlude: [] }] },
      /tsconfig\.json\(\d+,\d+\): error TS990001: ts-updatable has no option "exlude"/,
    ],
    [
      "a wrong value",
      { plugins: [{ ...ENTRY, updatePoints: "sometimes" }] },
      /error TS990001: Option "updatePoints" of ts-updatable is "sometimes"/,
    ],
    [
      "one file for all modules",
      { compilerOptions: { outFile: "all.js", module: "amd", ignoreDeprecations: "6.0", outDir: null } },
      /error TS990002: ts-updatable found "outFile"/,
    ],
  ])("refuses %s, and writes nothing", (_, options, message) => {
    const project = new Project(FILES, options);
    const run = project[tool]("-p", ".");
    expect(run.out).toMatch(message);
    expect(run.err).toBe("");
    expect(run.code).toBe(1);
    expect(project.has("out")).toBe(false);
  });

  test("refuses an unknown option in an incremental build each time", () => {
    const project = new Project(FILES, { compilerOptions: { incremental: true }, plugins: [{ ...ENTRY, exlude: [] }] });
    for (const code of [1, 1]) expect(project[tool]("-p", ".").code).toBe(code);
    expect(project.has("out")).toBe(false);
  });

  test("writes a file plain on which the core fails, says so, and goes on", () => {
    const project = new Project({ ...FILES, "src/c.ts": "export const c = 'BREAK_CORE';\n" });
    const run = project[tool]("-p", ".");
    expect(run.err).toMatch(/^src\/c\.ts:1:1 - error TSU-CORE-FAILED: .*found BREAK_CORE.*\n$/);
    expect(run.code).toBe(2);
    expect(project.read("out/c.js")).toMatch(/^export const c/);
    expect(project.moduleNames()).toEqual(["a.js", "b.js"]);
  });

  test("tells of such a file each time, until it is mended", () => {
    const project = new Project({ ...FILES, "src/c.ts": "export const c = 'BREAK_CORE';\n" }, { compilerOptions: { composite: true } });
    for (const args of [["-p", "."], ["-p", "."], ["-b"], ["-b"]])
      expect(project[tool](...args)).toMatchObject({ code: 2, err: /TSU-CORE-FAILED/ });
    project.write("src/c.ts", "export const c = 3;\n");
    expect(project[tool]("-b")).toMatchObject({ code: 0, err: "" });
    expect(project.moduleNames()).toEqual(["a.js", "b.js", "c.js"]);
  });

  test("tells when its own files cannot be written, and leaves a plain program", () => {
    const project = new Project(FILES);
    project.write("out/.ts-updatable", "a file where the folder should be");
    const run = project[tool]("-p", ".");
    expect(run.err).toMatch(/^src\/a\.ts:1:1 - error TSU-NOT-WRITTEN: /);
    expect(run.err).not.toMatch(/^\s+at /m);
    expect(run.code).toBe(2);
    expect(project.read("out/a.js")).toMatch(/^export const a/);
  });

  test("leaves preserved JSX as it is, with a warning", () => {
    const files = {
      ...FILES,
      "src/view.tsx":
        "declare const React: any;\nexport const view = <p/>;\ndeclare namespace JSX { interface IntrinsicElements { p: {} } }\n",
    };
    const project = new Project(files, { compilerOptions: { jsx: "preserve", strict: false } });
    const run = project[tool]("-p", ".");
    expect(run.err).toMatch(/^src\/view\.tsx:1:1 - warning jsx-preserved: /);
    expect(run.code).toBe(0);
    expect(project.read("out/view.jsx")).toContain("<p />");
    expect(project.read("out/.ts-updatable/warnings.json")).toContain("jsx-preserved");
  });
});

test("an entry without transformProgram is told what it lacks", () => {
  const project = new Project(FILES, { plugins: [{ transform: "ts-updatable/transformer" }] });
  project.useRealPackage();
  const run = project.tspc("-p", ".");
  expect(run.out).toMatch(/error TS990004: .* lacks "transformProgram": true/);
  expect(run.code).toBe(2);
});
