// Where a project's sources and outputs are, and how paths are written into what a build leaves behind.
import { dirname, join, relative, resolve } from "node:path";
import type ts from "typescript";
import { BUILD_FOLDER } from "../../runtime/contract/build.js";
import { getInternals, getProgramInternals, type TypeScript } from "./typescript-internals.js";

export interface Layout {
  /** Folder of the tsconfig (absolute): sources are named relative to it. */
  readonly project: string;
  /** `outDir`, or the common source folder when files are emitted beside their sources (absolute): outputs are named relative to it. */
  readonly outputs: string;
}

export function getLayout(program: ts.Program): Layout {
  const options = program.getCompilerOptions();
  const current = program.getCurrentDirectory();
  const outputs = options.outDir ?? getProgramInternals(program).getCommonSourceDirectory();
  return { project: getProjectFolder(options, current), outputs: resolve(current, outputs) };
}

/** The same as {@link getLayout} for a project that was parsed but has no program yet. */
export function getLayoutOfConfig(typescript: TypeScript, config: ts.ParsedCommandLine): Layout {
  const current = typescript.sys.getCurrentDirectory();
  const ignoreCase = !typescript.sys.useCaseSensitiveFileNames;
  const outputs = config.options.outDir ?? getInternals(typescript).getCommonSourceDirectoryOfConfig(config, ignoreCase);
  return { project: getProjectFolder(config.options, current), outputs: resolve(current, outputs) };
}

function getProjectFolder(options: ts.CompilerOptions, current: string): string {
  const config = options["configFilePath"];
  return typeof config === "string" ? resolve(dirname(config)) : current;
}

/** `file` relative to `folder`, with `/`, as it is written into manifests, descriptors and maps. */
export const getRelativePath = (folder: string, file: string): string => relative(folder, resolve(file)).replaceAll("\\", "/");

export const getBuildFolder = (layout: Layout): string => join(layout.outputs, BUILD_FOLDER);
