// What debuggers, coverage and stack traces show of updatable code, before and after an update: as the README says.
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { generatedPositionFor, LEAST_UPPER_BOUND, originalPositionFor, TraceMap } from "@jridgewell/trace-mapping";
import { beforeAll, expect, test } from "vitest";
import { ENTRY, Project } from "./project.ts";

const source = (version: string): string => `export function work(n: number, name = "default"): string {
  let text = "";
  for (let i = 0; i < n; i++) {
    text += i;
  }
  if (n < 0) {
    throw new Error("${version} fails");
  }
  return \`${version} \${text} \${name}\`;
}

export function unused(n: number): number {
  return n + 1;
}
`;
/** A comment on top, so that lines of the two versions differ. */
const sources = { v1: source("v1"), v2: `// the second version\n\n${source("v2")}` };
const lineOf = (version: "v1" | "v2", text: string): number => sources[version].split("\n").findIndex((line) => line.includes(text)) + 1;

let project: Project;
let patch = "";

beforeAll(() => {
  project = new Project({}, { plugins: [ENTRY] });
  project.useRealPackage();
  for (const version of ["v1", "v2"] as const) {
    project.write("src/main.ts", sources[version]);
    expect(project.command("build", "-p", ".", "--outDir", version).err).toBe("");
  }
  patch = join(project.folder, "patch");
  expect(project.command("diff", "v1", "v2", "--out", patch).code).toBe(0);
});

/** Runs a script that has the program as `main`, and can bring the patch into force. */
function run(script: string, flags: readonly string[] = [], env: Readonly<Record<string, string>> = {}): string {
  project.write(
    "look.mjs",
    `import * as main from "./v1/main.js";
     import { applyPatch } from "ts-updatable";
     const update = () => applyPatch(${JSON.stringify(patch)});
     const thrown = () => { try { main.work(-1); } catch (error) { return error.stack.split("\\n")[1].trim(); } };
     ${script}`,
  );
  const result = spawnSync(process.execPath, [...flags, "look.mjs"], {
    cwd: project.folder,
    encoding: "utf8",
    env: { ...process.env, ...env },
  });
  expect(result.stderr.replace(/^ts-updatable: version .* is in force .*\n/, "")).toBe("");
  return result.stdout;
}

test("a function shows its emitted text, and keeps its name, its length and itself", () => {
  const out = run(`const { work } = main;
    const before = [String(work), work.name, work.length];
    await update();
    console.log(JSON.stringify([before, [String(work), work.name, work.length], work === main.work, work(2)]));`);
  const [before, after, isSame, result] = JSON.parse(out) as [unknown[], unknown[], boolean, string];
  expect(before[0]).toContain("if($h.f0)");
  expect(before.slice(1)).toEqual(["work", 1]);
  expect(after).toEqual(before);
  expect([isSame, result]).toEqual([true, "v2 01 default"]);
});

test("stack traces lead to TypeScript with --enable-source-maps, and to the emitted files without", () => {
  const script = "console.log(thrown()); await update(); console.log(thrown());";
  const mapped = run(script, ["--enable-source-maps"]).trim().split("\n");
  expect(mapped[0]).toMatch(new RegExp(`src/main\\.ts:${lineOf("v1", "throw")}:`));
  expect(mapped[1]).toMatch(new RegExp(`src/main\\.ts:${lineOf("v2", "throw")}:`));
  const plain = run(script).trim().split("\n");
  expect(plain[0]).toMatch(/v1\/main\.js:\d+:/);
  expect(plain[1]).toMatch(/patch\/.*\.cjs:\d+:/);
});

const readMap = (file: string): TraceMap => new TraceMap(JSON.parse(readFileSync(`${file}.map`, "utf8")));

/** Where a TypeScript line begins in an emitted file, as a debugger finds it: both numbers count from 0. */
function findBreakpoint(file: string, line: number): { lineNumber: number; columnNumber: number } {
  const map = readMap(file);
  const from = { source: map.sources.find((name) => name?.endsWith("src/main.ts")) as string, line, column: 0 };
  const found = generatedPositionFor(map, { ...from, bias: LEAST_UPPER_BOUND });
  return { lineNumber: (found.line ?? 0) - 1, columnNumber: found.column ?? 0 };
}

const patchCode = (): string =>
  join(
    patch,
    readdirSync(patch, { recursive: true })
      .map(String)
      .find((name) => name.endsWith(".cjs")) as string,
  );

test("breakpoints by TypeScript line are met, with the locals, in the build and in a patch", () => {
  const places = [
    { file: join(project.folder, "v1/main.js"), line: lineOf("v1", "text += i") },
    { file: patchCode(), line: lineOf("v2", "text += i") },
  ];
  const wanted = places.map(({ file, line }) => ({ urlRegex: `${file.replaceAll(".", "\\.")}$`, ...findBreakpoint(file, line) }));
  const hits = JSON.parse(
    run(`import { once } from "node:events";
      import { Worker } from "node:worker_threads";
      const worker = new Worker(\`
        const { Session } = require("node:inspector");
        const { parentPort, workerData } = require("node:worker_threads");
        const session = new Session();
        session.connectToMainThread();
        const hits = [];
        const urls = new Map();
        session.on("Debugger.scriptParsed", ({ params }) => urls.set(params.scriptId, params.url));
        session.on("Debugger.paused", ({ params }) => {
          const [frame] = params.callFrames;
          session.post("Debugger.evaluateOnCallFrame", { callFrameId: frame.callFrameId, expression: "text + '|' + i" }, (_, answer) => {
            hits.push({ url: urls.get(frame.location.scriptId), line: frame.location.lineNumber, column: frame.location.columnNumber, locals: answer.result.value });
            session.post("Debugger.resume");
          });
        });
        session.post("Debugger.enable");
        for (const place of workerData) session.post("Debugger.setBreakpointByUrl", place);
        session.post("Runtime.evaluate", { expression: "0" }, () => parentPort.postMessage("ready"));
        parentPort.on("message", () => { session.disconnect(); parentPort.postMessage(hits); process.exit(); });
      \`, { eval: true, workerData: ${JSON.stringify(wanted)} });
      await once(worker, "message");
      main.work(2);
      await update();
      main.work(1);
      worker.postMessage("done");
      console.log(JSON.stringify((await once(worker, "message"))[0]));`),
  ) as { url: string; line: number; column: number; locals: string }[];
  expect(hits.map(({ locals }) => locals)).toEqual(["|0", "0|1", "|0"]);
  const lines = hits.map(({ url, line, column }) => {
    const file = url.startsWith("file:") ? url.slice("file://".length) : url;
    return originalPositionFor(readMap(file), { line: line + 1, column }).line;
  });
  expect(lines).toEqual([places[0]?.line, places[0]?.line, places[1]?.line]);
});

interface Coverage {
  readonly result: readonly {
    readonly url: string;
    readonly functions: readonly { functionName: string; ranges: { startOffset: number; endOffset: number; count: number }[] }[];
  }[];
  readonly "source-map-cache": Readonly<Record<string, { data: ConstructorParameters<typeof TraceMap>[0] }>>;
}

test("coverage of V8 leads to TypeScript lines: what ran, what did not, and which branch", () => {
  const folder = join(project.folder, "coverage");
  run("main.work(2);", [], { NODE_V8_COVERAGE: folder });
  const coverage = JSON.parse(readFileSync(join(folder, readdirSync(folder)[0] as string), "utf8")) as Coverage;
  const file = join(project.folder, "v1/main.js");
  const url = pathToFileURL(file).href;
  const map = new TraceMap(coverage["source-map-cache"][url]?.data as ConstructorParameters<typeof TraceMap>[0]);
  const text = readFileSync(file, "utf8");
  const lineAt = (offset: number): number | null => {
    const before = text.slice(0, offset).split("\n");
    return originalPositionFor(map, { line: before.length, column: before.at(-1)?.length ?? 0, bias: LEAST_UPPER_BOUND }).line;
  };
  const functions = coverage.result.find((entry) => entry.url === url)?.functions ?? [];
  const find = (name: string) => functions.find(({ functionName }) => functionName === name)?.ranges ?? [];
  expect(find("work")[0]).toMatchObject({ count: 1 });
  expect(lineAt(find("work")[0]?.startOffset ?? 0)).toBe(lineOf("v1", "function work"));
  expect(find("unused")[0]).toMatchObject({ count: 0 });
  expect(lineAt(find("unused")[0]?.startOffset ?? 0)).toBe(lineOf("v1", "function unused"));
  const throwing = text.indexOf("throw new Error");
  const branch = find("work").filter(({ startOffset, endOffset }) => startOffset <= throwing && throwing < endOffset);
  expect(branch.at(-1)).toMatchObject({ count: 0 });
  expect(lineAt(throwing)).toBe(lineOf("v1", "throw"));
});
