// Compiles test262 tests as the plug-in would: TypeScript's own emit, then our instrument. Run from the project's root, after a build.
import { createRequire } from "node:module";
import { join } from "node:path";
import { instrument } from "../../dist/transformer/pipeline.js";
import { BaseHolder, Module } from "../../dist/runtime/registry.js";

const ts = createRequire(join(process.cwd(), "package.json"))("typescript");
const REGISTER = "$test262register";

/** @param {string} source @param {{ file: string, mode: string }} info */
export function transform(source, { file, mode }) {
  const isModule = mode === "module";
  const { outputText, sourceMapText } = ts.transpileModule(source, {
    fileName: file.replace(/\.js$/, isModule ? ".mjs" : ".js"),
    reportDiagnostics: false,
    compilerOptions: {
      target: ts.ScriptTarget.ESNext,
      module: isModule ? ts.ModuleKind.ESNext : ts.ModuleKind.None,
      moduleDetection: isModule ? ts.ModuleDetectionKind.Force : ts.ModuleDetectionKind.Legacy,
      allowJs: true,
      alwaysStrict: false,
      strict: false,
      removeComments: true,
      sourceMap: true,
      ignoreDeprecations: "6.0",
      ...(isModule ? { verbatimModuleSyntax: true } : {}),
    },
  });
  if (!isModule) return outputText;
  const text = outputText.replace(/\n\/\/# sourceMappingURL=.*\s*$/, "\n").replace(/\nexport \{\};\s*$/, "\n");
  const emitted = { js: file, text, map: JSON.parse(sourceMapText ?? "{}"), source: file, moduleFormat: "esm", updatePoints: "interrupt", cyclic: /\bimport\b/.test(text) };
  return instrument(emitted).text.replace(/import \{ module as (\$\w+) \} from "ts-updatable\/internal";/, `const $1 = globalThis.${REGISTER};`);
}

/** Each test has a global object of its own, and a runtime that is not asked to update anything. @param {{ global: object }} test */
export function setup({ global }) {
  const register = (js, _url, _format, make, access) => new Module(js, `/${js}`, new (make(BaseHolder))(), access);
  Object.defineProperty(global, REGISTER, { value: register });
}
