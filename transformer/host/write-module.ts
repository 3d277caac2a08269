// One emitted file: instrumented and written with all that belongs to it, or written as TypeScript emitted it.
import type { Warning } from "../../runtime/contract/build.js";
import type { EmittedModule, InstrumentedModule } from "../pipeline.js";
import { type ModuleFileDigests, writeModuleFiles } from "./build-folder.js";
import type { EmittedJavaScript } from "./capture-writes.js";
import { isCyclic } from "./cyclic-modules.js";
import { digestOf } from "./digest.js";
import type { Hosting } from "./hosting.js";
import { getRelativePath } from "./layout.js";
import type { HostedModule } from "./manifest.js";
import { getModuleFormat } from "./module-format.js";
import { formatCoreFailure, formatWarning, formatWriteFailure } from "./report.js";
import { addMapComment, type MapMode, splitMapComment, toEmittedMap, toInlineComment, toProjectMap } from "./source-map.js";

export type WrittenModule =
  | { readonly kind: "updatable"; readonly module: HostedModule; readonly warnings: readonly Warning[] }
  | { readonly kind: "plain" }
  /** Written plain although it should be updatable; the report has been told why. */
  | { readonly kind: "failed" };

export function writeModule(hosting: Hosting, emitted: EmittedJavaScript, mode: MapMode): WrittenModule {
  const treatment = hosting.treat(emitted.file.fileName, emitted.output);
  const module = treatment.kind === "updatable" ? toModule(hosting, emitted, treatment.js) : undefined;
  const prepared = module && prepare(hosting, module);
  if (module !== undefined && prepared !== undefined) return writeUpdatable(hosting, emitted, mode, module, prepared);
  writeJavaScript(emitted, mode, splitMapComment(emitted.text)[0], emitted.mapText);
  return { kind: module === undefined ? "plain" : "failed" };
}

interface Prepared {
  readonly instrumented: InstrumentedModule;
  readonly files: ModuleFileDigests;
}

/** All that can fail comes before the JavaScript is written, so that a failure leaves the plain file. */
function prepare(hosting: Hosting, module: EmittedModule): Prepared | undefined {
  const instrumented = attempt(
    hosting,
    () => hosting.instrument(module),
    (error) => formatCoreFailure(module.source, error),
  );
  if (instrumented === undefined) return undefined;
  const write = () => writeModuleFiles(hosting.layout, module.js, instrumented);
  const files = attempt(hosting, write, (error) => formatWriteFailure(module.source, error));
  return files && { instrumented, files };
}

function attempt<T>({ report }: Hosting, action: () => T, format: (error: unknown) => string): T | undefined {
  try {
    return action();
  } catch (error) {
    report.fail(format(error));
    return undefined;
  }
}

function toModule(hosting: Hosting, emitted: EmittedJavaScript, js: string): EmittedModule {
  const source = getRelativePath(hosting.layout.project, emitted.file.fileName);
  return {
    js,
    text: splitMapComment(emitted.text)[0],
    map: toProjectMap(emitted.map, source),
    source,
    moduleFormat: getModuleFormat(hosting.typescript, hosting.program, emitted.file),
    // What TypeScript hands to its writer may be its transformed tree, which has neither parents nor types.
    sourceFile: hosting.program.getSourceFile(emitted.file.fileName) ?? emitted.file,
    checker: hosting.program.getTypeChecker(),
    project: hosting.layout.project,
    updatePoints: hosting.settings.updatePoints,
    cyclic: isCyclic(hosting.typescript, hosting.program, emitted.file),
  };
}

function writeUpdatable(
  hosting: Hosting,
  emitted: EmittedJavaScript,
  mode: MapMode,
  plain: EmittedModule,
  prepared: Prepared,
): WrittenModule {
  const { instrumented, files } = prepared;
  const { warnings } = instrumented.descriptor;
  const map = JSON.stringify(toEmittedMap(instrumented.map, emitted.map, plain.source));
  const text = writeJavaScript(emitted, mode, instrumented.text, map);
  for (const warning of warnings) hosting.report.warn(formatWarning(warning));
  const digest = digestOf(emitted.byteOrderMark ? `\uFEFF${text}` : text);
  return { kind: "updatable", module: { js: plain.js, digest, ...files, plain: digestOf(plain.text) }, warnings };
}

/** Writes code and map as the project's options want them, and answers with the text of the file. */
function writeJavaScript(emitted: EmittedJavaScript, mode: MapMode, code: string, map: string): string {
  const text = addMapComment(code, getMapComment(emitted, mode, map));
  if (mode === "file") emitted.write(`${emitted.output}.map`, map);
  emitted.write(emitted.output, text);
  return text;
}

function getMapComment(emitted: EmittedJavaScript, mode: MapMode, map: string): string {
  if (mode === "none") return "";
  return mode === "inline" ? toInlineComment(map) : splitMapComment(emitted.text)[1];
}
