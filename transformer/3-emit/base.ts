// Writes the base build of one module: its own text with stubs, update points and save code, and the line that registers it.
import ts from "typescript";
import type { Lowerer } from "../2-lower/lower.js";
import type { ModuleNames } from "../text/names.js";
import { quote, type Text } from "../text/text.js";

export interface BaseInput {
  readonly file: ts.SourceFile;
  readonly js: string;
  readonly moduleFormat: "esm" | "cjs";
  readonly names: ModuleNames;
  readonly format: number;
  readonly bindings: readonly ModuleBinding[];
  /** Whether the module calls `import()`. Relocated code does by the same call; in an ES module the runtime can do it as well. */
  readonly imports: "static" | "dynamic";
  /** `early`: functions may be called before the module has run. */
  readonly starts: "in-order" | "early";
}

/** A name at module level that relocated code may ask for. */
export interface ModuleBinding {
  readonly name: string;
  readonly assignable: boolean;
}

export const RUNTIME_MODULE = "ts-updatable/internal";

export function emitBase(input: BaseInput, lowerer: Lowerer): Text {
  const at = headerOffset(input.file);
  return [{ start: 0, end: at }, registration(input), lowerer.module(at)];
}

/** After `#!…` and directives, which must stay first. */
function headerOffset(file: ts.SourceFile): number {
  let offset = ts.getShebang(file.text)?.length ?? 0;
  for (const statement of file.statements) {
    if (!ts.isExpressionStatement(statement) || !ts.isStringLiteral(statement.expression)) break;
    offset = statement.end;
  }
  return offset;
}

/**
 * `const $m = $module("src/main.js", import.meta, 6, () => ({ main: () => main, … }));`
 * Where functions may be called before the module has run, `$m` and `$h` are made by the first that needs them: `const` would be in its dead zone, and is folded
 * by V8, which `var` is not. (sample `imports-in-a-circle`)
 */
function registration(input: BaseInput): string {
  const { names } = input;
  const esm = input.moduleFormat === "esm";
  const open = esm
    ? `import{module as ${names.register}}from${quote(RUNTIME_MODULE)};`
    : `const{module:${names.register}}=require(${quote(RUNTIME_MODULE)});`;
  const self = esm ? "import.meta" : "__filename";
  const access = `()=>({${[...input.bindings.map(printAccess), ...specialNames(input)].join(",")}})`;
  const call = `${names.register}(${[quote(input.js), self, String(input.format), access].join(",")})`;
  if (input.starts === "in-order") return `${open}const ${names.module}=${call},${names.holder}=${names.module}.holder;\n`;
  return `${open} var ${names.module}, ${names.holder}; function ${names.start}() { ${names.module} = ${call}; ${names.holder} = ${names.module}.holder; } if (${names.holder} === undefined) ${names.start}();\n`;
}

/** `size: () => size`, of a variable `total: [() => total, $w => total = $w]`: functions for one name, which V8 puts in the place of their calls. */
function printAccess({ name, assignable }: ModuleBinding): string {
  const key = name === "__proto__" ? `[${quote(name)}]` : name; // as a plain key it would set the prototype
  return `${key}:${assignable ? `[()=>${name},$w=>${name}=$w]` : `()=>${name}`}`;
}

function specialNames(input: BaseInput): string[] {
  const common = ["require", "module", "exports", "__filename", "__dirname"].map((name) => printAccess({ name, assignable: false }));
  const imported = `"import()":()=>(i,o)=>import(i,o)`;
  if (input.moduleFormat === "cjs") return [...common, imported];
  return input.imports === "dynamic" ? [imported] : [];
}
