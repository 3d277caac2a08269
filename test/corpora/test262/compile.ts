// Compiles a test as a build does: TypeScript's own emit, and the same instrumented.
import ts from "typescript";
import type { ModuleDescriptor } from "../../../dist/runtime/contract/build.js";
import { type EmittedModule, instrument } from "../../../dist/transformer/pipeline.js";
import type { Form } from "./select.ts";

export interface Compiled {
  readonly format: "esm" | "cjs";
  /** As TypeScript emits it. */
  readonly plain: string;
  readonly updatable: string;
  readonly unit: string;
  readonly descriptor: ModuleDescriptor;
}

/** `js` is the module's id: its path in the build. */
export function compile(source: string, js: string, form: Form): Compiled {
  const format = form === "module" || form === "wrapped" ? "esm" : "cjs";
  const { outputText, sourceMapText } = ts.transpileModule(form === "wrapped" ? wrap(source) : source, {
    fileName: js.replace(/\.js$/, format === "esm" ? ".mjs" : ".cjs"),
    reportDiagnostics: false,
    compilerOptions: {
      target: ts.ScriptTarget.ESNext,
      module: format === "esm" ? ts.ModuleKind.ESNext : ts.ModuleKind.NodeNext,
      moduleDetection: format === "esm" ? ts.ModuleDetectionKind.Force : ts.ModuleDetectionKind.Legacy,
      verbatimModuleSyntax: format === "esm",
      alwaysStrict: form === "strict",
      strict: false,
      allowJs: true,
      removeComments: true,
      sourceMap: true,
      ignoreDeprecations: "6.0",
    },
  });
  const text = outputText.replace(/\n\/\/# sourceMappingURL=.*\s*$/, "\n");
  const emitted: EmittedModule = {
    js,
    text,
    map: JSON.parse(sourceMapText as string),
    source: js,
    moduleFormat: format,
    updatePoints: "interrupt",
    cyclic: /\bimport\b/.test(text),
  };
  const { text: updatable, unit, descriptor } = instrument(emitted);
  return { format, plain: text, updatable, unit, descriptor };
}

/** A function around the test; one that can wait, where the test waits at top level. */
function wrap(source: string): string {
  const [open, close] = isAsync(source) ? ["await (async function wrapped() {", "})();"] : ["(function wrapped() {", "})();"];
  return `${open} ${source}\n${close}\n`;
}

function isAsync(source: string): boolean {
  const file = ts.createSourceFile("test.mjs", `${source}\nexport {};`, ts.ScriptTarget.ESNext, true, ts.ScriptKind.JS);
  const waits = (node: ts.Node): boolean => {
    if (ts.isAwaitExpression(node) || (ts.isForOfStatement(node) && node.awaitModifier !== undefined)) return true;
    if (ts.isVariableDeclarationList(node) && (node.flags & ts.NodeFlags.AwaitUsing) === ts.NodeFlags.AwaitUsing) return true;
    return !ts.isFunctionLike(node) && ts.forEachChild(node, waits) === true;
  };
  return ts.forEachChild(file, waits) === true;
}
