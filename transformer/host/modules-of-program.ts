// Which files of a program become updatable modules, and why the others do not.
import type ts from "typescript";
import { getRelativePath, type Layout } from "./layout.js";
import type { Settings } from "./settings.js";
import { getInternals, type TypeScript } from "./typescript-internals.js";

export type Treatment =
  /** `js` is the module's id: its output relative to `outDir`. */
  | { readonly kind: "updatable"; readonly js: string }
  | { readonly kind: "plain" }
  /** Left as it is although the user may expect otherwise. */
  | { readonly kind: "unsupported"; readonly code: string; readonly message: string };

/** By the names of a source and of its output. */
export type Treat = (source: string, output: string) => Treatment;

export function createTreatment(typescript: TypeScript, layout: Layout, settings: Settings): Treat {
  const isExcluded = createFilter(typescript, layout, settings.exclude);
  return (source, output) => {
    if (/\.json$/i.test(output) || isExcluded(source) || source.includes("/node_modules/")) return { kind: "plain" };
    if (/\.jsx$/i.test(output)) return { kind: "unsupported", ...PRESERVED_JSX };
    const js = getRelativePath(layout.outputs, output);
    return js.startsWith("../") ? { kind: "unsupported", ...OUTSIDE } : { kind: "updatable", js };
  };
}

const PRESERVED_JSX = {
  code: "jsx-preserved",
  message:
    'This file is emitted with its JSX kept ("jsx": "preserve"), which is not yet JavaScript: it runs as before and cannot be updated. ' +
    'Set "jsx" to "react-jsx", or list the file under "exclude" of ts-updatable to silence this.',
};

const OUTSIDE = {
  code: "outside-of-outputs",
  message:
    'This file is emitted outside of "outDir", where a build is not looked for: it runs as before and cannot be updated. ' +
    'Set "rootDir" so that it contains the file.',
};

function createFilter(typescript: TypeScript, layout: Layout, globs: readonly string[]): (file: string) => boolean {
  const base = layout.project.replaceAll("\\", "/");
  const pattern = globs.length === 0 ? undefined : getInternals(typescript).getRegularExpressionForWildcard(globs, base, "exclude");
  if (pattern === undefined) return () => false;
  const expression = new RegExp(pattern, typescript.sys.useCaseSensitiveFileNames ? "" : "i");
  return (file) => expression.test(file);
}

export interface ProgramModule {
  readonly file: ts.SourceFile;
  readonly treatment: Treatment;
}

/** Every file that this program would emit, whether it is emitted now or was emitted earlier. */
export function getModules(typescript: TypeScript, program: ts.Program, treat: Treat): ProgramModule[] {
  const internals = getInternals(typescript);
  return program.getSourceFiles().flatMap((file) => {
    if (file.isDeclarationFile || !internals.sourceFileMayBeEmitted(file, program)) return [];
    const output = internals.getOutputPathsFor(file, program, false).jsFilePath;
    return output === undefined ? [] : [{ file, treatment: treat(file.fileName, output) }];
  });
}

export interface UpdatableModule {
  readonly js: string;
  readonly file: ts.SourceFile;
}

export const getUpdatable = (modules: readonly ProgramModule[]): UpdatableModule[] =>
  modules.flatMap(({ file, treatment }) => (treatment.kind === "updatable" ? [{ js: treatment.js, file }] : []));
