// With a core that changes nothing, what tspc writes is what tsc writes, byte for byte, whatever the options.
import { describe, expect, test } from "vitest";
import { Project, type ProjectOptions } from "./project.ts";

const FILES = {
  "src/main.ts":
    'import { two } from "./lib/two.js";\nimport four from "./four.cjs";\nexport enum Color { Red, Blue }\nexport const six: number = two + four.value;\n',
  "src/lib/two.ts": "/** Two. */\nexport const two = 2;\n",
  "src/three.mts": "export const three = async () => 3;\n",
  "src/four.cts": "export = { value: 4 };\n",
  "src/empty.ts": "export {};\n",
  "src/data.json": '{ "a": 1 }\n',
  "src/uses-data.ts": 'import data from "./data.json" with { type: "json" };\nexport const a = data.a;\n',
};

const CASES: Readonly<Record<string, ProjectOptions["compilerOptions"]>> = {
  "source maps": {},
  "no source maps": { sourceMap: false },
  "inline source maps": { sourceMap: null, inlineSourceMap: true, inlineSources: true },
  "source texts and a source root": { inlineSources: true, sourceRoot: "https://example.org/src" },
  "a map root": { mapRoot: "maps" },
  "declarations with maps": { declaration: true, declarationMap: true, sourceMap: false, listEmittedFiles: true },
  "declarations with maps beside inline ones": { declaration: true, declarationMap: true, sourceMap: null, inlineSourceMap: true },
  CommonJS: { module: "commonjs", moduleResolution: "bundler", esModuleInterop: true, newLine: "crlf", emitBOM: true },
  "an ES module target without Node's rules": { module: "preserve", moduleResolution: "bundler", removeComments: true },
  "incremental builds": { incremental: true, sourceMap: false, declaration: true },
  "composite projects": { composite: true, inlineSourceMap: true, sourceMap: null },
  "errors that stop nothing": { noImplicitAny: true },
  "errors that stop everything": { noEmitOnError: true, incremental: true },
  "declarations only": { declaration: true, emitDeclarationOnly: true },
  "no emit": { noEmit: true },
  "no folder for outputs": { outDir: null, rootDir: null },
};

const WRONG = { "src/wrong.ts": "export const wrong: string = 1;\n" };

describe.each(Object.entries(CASES))("%s", (name, compilerOptions = {}) => {
  test("gives the same files, output and exit code", () => {
    const files = name.startsWith("errors") ? { ...FILES, ...WRONG } : FILES;
    const [hosted, plain] = [new Project(files, { compilerOptions }), new Project(files, { compilerOptions })];
    const expected = plain.tsc("-p", ".");
    const actual = hosted.tspcWithIdentity("-p", ".");
    const out = compilerOptions["outDir"] === null ? "src" : "out";
    expect({ ...actual, out: actual.out.replaceAll(hosted.folder, plain.folder) }).toEqual(expected);
    expect(expected.out.includes("TS2322")).toBe(name.startsWith("errors"));
    expect(hosted.has(`${out === "src" ? "." : out}/.ts-updatable/manifest.json`)).toBe(plain.has(`${out}/main.js`));
    expect(plain.has(out)).toBe(hosted.has(out));
    if (plain.has(out)) expect(hosted.snapshot(out)).toEqual(plain.snapshot(out));
  });
});
