// A copy of a package whose JavaScript is compiled, without a program (so the compiler is cautious): plain, or instrumented.
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { performance } from "node:perf_hooks";
import ts from "typescript";
import { writeModuleFiles } from "../../../dist/transformer/host/build-folder.js";
import { digestOf } from "../../../dist/transformer/host/digest.js";
import { composeManifest, type HostedModule, writeManifest } from "../../../dist/transformer/host/manifest.js";
import { type EmittedModule, instrument } from "../../../dist/transformer/pipeline.js";
import type { Difference } from "../corpus.ts";

export interface CopyOptions {
  readonly from: string;
  /** It is made anew. */
  readonly to: string;
  /** Whether a JavaScript file, relative to `from`, is to be instrumented. The others are copied. */
  isUpdatable(file: string): boolean;
}

export interface Instrumented {
  files: number;
  functions: number;
  /** Functions that were left as they are. */
  fixed: number;
  /** Functions whose running calls cannot be moved. */
  unmovable: number;
  readonly bytes: { plain: number; updatable: number };
  ms: number;
  /** Files that the compiler could not instrument, and why. */
  readonly failures: { readonly file: string; readonly why: string }[];
}

export const NOTHING_INSTRUMENTED: Instrumented = {
  files: 0,
  functions: 0,
  fixed: 0,
  unmovable: 0,
  bytes: { plain: 0, updatable: 0 },
  ms: 0,
  failures: [],
};

export const addInstrumented = (a: Instrumented, b: Instrumented): Instrumented => ({
  files: a.files + b.files,
  functions: a.functions + b.functions,
  fixed: a.fixed + b.fixed,
  unmovable: a.unmovable + b.unmovable,
  bytes: { plain: a.bytes.plain + b.bytes.plain, updatable: a.bytes.updatable + b.bytes.updatable },
  ms: a.ms + b.ms,
  failures: [...a.failures, ...b.failures],
});

const isJavaScript = (file: string): boolean => /\.[cm]?js$/.test(file);

/** What instrumented code is compared with: the same files as TypeScript emits them. */
export function copyPlain({ from, to, isUpdatable }: CopyOptions): void {
  copyFiles(from, to);
  for (const file of findJavaScript(from).filter(isUpdatable)) writeFileSync(join(to, file), toModule(from, file).text);
}

export function copyUpdatable({ from, to, isUpdatable }: CopyOptions): Instrumented {
  const result: Instrumented = { ...NOTHING_INSTRUMENTED, bytes: { plain: 0, updatable: 0 }, failures: [] };
  copyFiles(from, to);
  const layout = { project: to, outputs: to };
  const modules: HostedModule[] = [];
  for (const file of findJavaScript(from).filter(isUpdatable)) {
    const module = toModule(from, file);
    const began = performance.now();
    try {
      const instrumented = instrument(module);
      result.ms += performance.now() - began;
      const digests = writeModuleFiles(layout, file, instrumented);
      writeFileSync(join(to, file), instrumented.text);
      modules.push({ js: file, digest: digestOf(instrumented.text), ...digests, plain: digestOf(module.text) });
      count(result, module, instrumented);
    } catch (error) {
      result.failures.push({ file, why: String((error as Error).stack) });
    }
  }
  writeManifest(join(to, ".ts-updatable"), composeManifest({ options: "", updatePoints: "interrupt", declarations: "", modules }));
  return result;
}

function count(result: Instrumented, { text }: EmittedModule, { text: updatable, descriptor }: ReturnType<typeof instrument>): void {
  result.files++;
  result.functions += descriptor.functions.length;
  result.fixed += descriptor.functions.filter((fn) => fn.fixed !== undefined).length;
  result.unmovable += descriptor.functions.filter((fn) => fn.fixed === undefined && fn.unmovable !== undefined).length;
  result.bytes.plain += Buffer.byteLength(text);
  result.bytes.updatable += Buffer.byteLength(updatable);
}

function copyFiles(from: string, to: string): void {
  rmSync(to, { recursive: true, force: true });
  mkdirSync(dirname(to), { recursive: true });
  cpSync(from, to, { recursive: true, filter: (path) => !path.slice(from.length).includes("node_modules") });
}

export function findJavaScript(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((file) => file.replaceAll("\\", "/"))
    .filter((file) => isJavaScript(file) && !/(^|\/)(node_modules|\.ts-updatable)\//.test(file))
    .sort();
}

/** Instrumented is what TypeScript emits, of JavaScript too. */
function toModule(from: string, file: string): EmittedModule {
  const moduleFormat = formatOf(join(from, file));
  const { outputText, sourceMapText } = ts.transpileModule(readFileSync(join(from, file), "utf8"), {
    fileName: file.replace(/\.[cm]?js$/, moduleFormat === "esm" ? ".mjs" : ".cjs"),
    reportDiagnostics: false,
    compilerOptions: {
      target: ts.ScriptTarget.ESNext,
      module: moduleFormat === "esm" ? ts.ModuleKind.ESNext : ts.ModuleKind.NodeNext,
      allowJs: true,
      sourceMap: true,
      ...(moduleFormat === "esm" ? { verbatimModuleSyntax: true } : {}),
    },
  });
  return {
    js: file,
    text: outputText.replace(/\n\/\/# sourceMappingURL=.*\s*$/, "\n"),
    map: JSON.parse(sourceMapText as string),
    source: file,
    moduleFormat,
    updatePoints: "interrupt",
    cyclic: moduleFormat === "esm",
  };
}

/** As Node decides it. */
function formatOf(path: string): "esm" | "cjs" {
  if (path.endsWith(".mjs")) return "esm";
  if (path.endsWith(".cjs")) return "cjs";
  for (let folder = dirname(path); folder !== dirname(folder); folder = dirname(folder)) {
    try {
      return (JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as { type?: string }).type === "module" ? "esm" : "cjs";
    } catch {
      // further up
    }
  }
  return "cjs";
}

/** Files that could not be instrumented, as differences. */
export const describeFailures = ({ failures }: Instrumented): Difference[] =>
  failures.map(({ file, why }) => ({ subject: file, way: "compiler", what: why }));

/** What was instrumented, as a corpus counts it. */
export function describeInstrumented({ files, functions, fixed, unmovable, bytes, ms }: Instrumented): { what: string; count: number }[] {
  return [
    { what: "files instrumented", count: files },
    { what: `functions in them (${fixed} fixed, ${unmovable} unmovable)`, count: functions },
    { what: "size of them, per cent of the plain files", count: Math.round((100 * bytes.updatable) / bytes.plain) },
    { what: "ms to instrument them", count: Math.round(ms) },
  ];
}
