// Compiles random programs as `ts-updatable build` and `diff` do, many in one process: reading the libraries takes longest.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { blockingChanges, compareBuilds } from "../../dist/transformer/diff/compare-builds.js";
import { writePatch } from "../../dist/transformer/diff/link-patch.js";
import { readBuild } from "../../dist/transformer/diff/read-build.js";
import { hostProgram } from "../../dist/transformer/host/host-program.js";
import { instrument } from "../../dist/transformer/pipeline.js";
import type { Change, Patch } from "../../runtime/contract/patch.ts";
import { helpers } from "./helpers.ts";

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2023,
  lib: ["lib.es2023.d.ts"],
  types: [],
  module: ts.ModuleKind.NodeNext,
  strict: true,
  skipLibCheck: true,
  sourceMap: true,
};

/** Node would strip the types of a worker's file each time again. */
export function compileWorker(source: URL, folder: string): string {
  const { outputText } = ts.transpileModule(readFileSync(source, "utf8"), {
    compilerOptions: { target: ts.ScriptTarget.ES2023, module: ts.ModuleKind.ESNext },
  });
  const file = join(folder, "play.mjs");
  writeFileSync(file, outputText);
  return file;
}

const libraries = new Map<string, ts.SourceFile | undefined>();

/** Writes `FOLDER/NAME/{main,helpers}.js` and all that updates need. */
export function buildUpdatable(folder: string, name: string, main: string): void {
  const outDir = join(folder, name);
  const sources = new Map(
    Object.entries({ "main.ts": main, "helpers.ts": helpers("updatable") }).map(([file, text]) => [join(folder, name, "src", file), text]),
  );
  mkdirSync(join(outDir, "src"), { recursive: true });
  for (const [file, text] of sources) writeFileSync(file, text);
  writeFileSync(join(outDir, "package.json"), '{"type":"module"}');
  const options = { ...OPTIONS, outDir, rootDir: join(outDir, "src"), configFilePath: join(outDir, "tsconfig.json") };
  const program = ts.createProgram({ rootNames: [join(outDir, "src", "main.ts")], options, host: hostOf(options) });
  const failures: string[] = [];
  const report = { warn: () => undefined, fail: (text: string) => void failures.push(text) };
  hostProgram({ typescript: ts, instrument, report }, program, {}).emit();
  if (failures.length > 0) throw new Error(failures.join("\n"));
}

function hostOf(options: ts.CompilerOptions): ts.CompilerHost {
  const host = ts.createCompilerHost(options, true);
  const { getSourceFile } = host;
  host.getSourceFile = (file, ...rest) => {
    if (!/\/lib\.[\w.]+\.d\.ts$/.test(file)) return getSourceFile(file, ...rest);
    if (!libraries.has(file)) libraries.set(file, getSourceFile(file, ...rest));
    return libraries.get(file);
  };
  return host;
}

/** The program as TypeScript alone emits it, in one piece. */
export function compilePlain(main: string): string {
  const compilerOptions = { ...OPTIONS, module: ts.ModuleKind.ESNext, sourceMap: false };
  const whole = `${helpers("plain")}\n${main}`.replace(/^import .*;$/gm, "").replace(/^export /gm, "");
  return ts.transpileModule(whole, { compilerOptions }).outputText;
}

export type Linked =
  | { readonly kind: "patch"; readonly folder: string; readonly patch: Patch }
  | { readonly kind: "refused"; readonly changes: readonly Change[] }
  | { readonly kind: "same" };

export async function link(folder: string): Promise<Linked> {
  const [from, to] = [readBuild(join(folder, "v1")), readBuild(join(folder, "v2"))];
  const forward = compareBuilds(from, to, {
    initialisers: "ask",
    instances: "eager",
    direction: "forward",
    given: new Map(),
    policies: new Map(),
    invariants: [],
  });
  const blocking = blockingChanges(forward.changes);
  if (blocking.length > 0) return { kind: "refused", changes: blocking };
  if (from.id === to.id) return { kind: "same" };
  const patch = await writePatch(
    forward,
    compareBuilds(to, from, {
      initialisers: "keep",
      instances: "eager",
      direction: "back",
      given: new Map(),
      policies: new Map(),
      invariants: [],
    }),
    join(folder, "patch"),
  );
  return { kind: "patch", folder: join(folder, "patch"), patch };
}
