// Our own command where tspc cannot be used: other compilers, other plug-ins, no plug-in entry at all.
import { describe, expect, test } from "vitest";
import { ENTRY, Project } from "./project.ts";

const FILES = { "src/a.ts": "export const a = 1;\n" };

describe("ts-updatable build", () => {
  test("needs no plug-in entry", () => {
    const project = new Project(FILES, { plugins: [] });
    expect(project.build()).toEqual({ code: 0, out: "", err: "" });
    expect(project.moduleNames()).toEqual(["a.js"]);
  });

  test("honours --outDir and the options of the entry", () => {
    const project = new Project({ ...FILES, "src/b.ts": "export {};\n" }, { plugins: [{ ...ENTRY, exclude: ["src/b.ts"] }] });
    expect(project.build("-p", "tsconfig.json", "--outDir", "build/v1").code).toBe(0);
    expect(project.moduleNames("build/v1")).toEqual(["a.js"]);
    expect(project.has("out")).toBe(false);
  });

  test("brings its own TypeScript where the project has version 7", () => {
    const project = new Project(FILES);
    project.write("node_modules/typescript/package.json", '{"name": "typescript", "version": "7.0.2", "main": "index.js"}');
    project.write("node_modules/typescript/index.js", 'throw new Error("not this one");');
    expect(project.build("-p", ".")).toEqual({ code: 0, out: "", err: "" });
  });

  test("names other transformers once, and not the language service's plug-ins", () => {
    const project = new Project(FILES, {
      plugins: [{ name: "editor-help" }, { transform: "other/one" }, ENTRY, { transform: "other/two" }],
    });
    const run = project.build("-p", ".");
    expect(run.code).toBe(0);
    expect(run.err.match(/warning other-plugins/g)).toHaveLength(1);
    expect(run.err).toContain("other/one, other/two.");
  });

  test("compiles files without a project", () => {
    const project = new Project(FILES);
    const run = project.build("src/a.ts", "--ignoreConfig", "--outDir", "files", "--types", "node", "--skipLibCheck");
    expect(project.has("files/.ts-updatable/manifest.json"), run.out).toBe(true);
  });

  test("tells with --json what was built", () => {
    const project = new Project({ ...FILES, "src/b.ts": "export const b: string = 1;\n" });
    const run = project.build("-p", ".", "--json");
    expect(run.err).toContain("TS2322");
    const answer = JSON.parse(run.out);
    expect(answer).toMatchObject({ ok: false, exitCode: 2, builds: [{ version: project.manifest().build, modules: 2 }] });
  });

  test.each([
    ["a type error", ["-p", "."]],
    ["a type error that stops the emit", ["-p", ".", "--noEmitOnError"]],
    ["a type error in an incremental build", ["-p", ".", "--incremental"]],
    ["a type error in a solution", ["-b", "--verbose", "false"]],
    ["pretty errors", ["-p", ".", "--pretty"]],
    ["listed files", ["-p", ".", "--listEmittedFiles"]],
    ["a missing project", ["-p", "nowhere"]],
    ["an unknown option", ["--frobnicate"]],
    ["a question for the version", ["--version"]],
    ["a question for help", ["--all"]],
    ["a question for the configuration", ["-p", ".", "--showConfig"]],
  ])("answers as tsc does: %s", (_, args) => {
    const files = { ...FILES, "src/b.ts": "export const b: string = 1;\n" };
    const [ours, theirs] = [new Project(files), new Project(files)];
    const expected = theirs.tsc(...args);
    const actual = ours.build(...args);
    expect({ ...actual, out: actual.out.replaceAll(ours.folder, theirs.folder) }).toEqual(expected);
  });
});
