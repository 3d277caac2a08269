// The declaration files that a program was compiled against: types come from them, but nothing is emitted for them.
import type ts from "typescript";
import { digestOf } from "./digest.js";
import type { Hosting } from "./hosting.js";
import { getBuildFolder } from "./layout.js";
import { findManifest } from "./manifest.js";

export const getDeclarationFiles = (program: ts.Program): ts.SourceFile[] =>
  program.getSourceFiles().filter((file) => file.isDeclarationFile && !program.isSourceFileDefaultLibrary(file));

/** By content only: packages may lie elsewhere in another checkout. TypeScript's own library is told by its version. */
export function getDeclarationsDigest(program: ts.Program): string {
  const digests = getDeclarationFiles(program).map(({ text }) => digestOf(text));
  return digestOf(digests.sort().join());
}

/**
 * True when declaration files changed since the last build and no builder would tell: with `isolatedModules`, and what implies
 * it, a builder does not emit the files that import a changed one.
 */
export function haveHiddenChanges({ program, layout }: Hosting): boolean {
  const { isolatedModules, verbatimModuleSyntax } = program.getCompilerOptions();
  if (!isolatedModules && !verbatimModuleSyntax) return false;
  const previous = findManifest(getBuildFolder(layout));
  return previous !== undefined && previous.declarations !== getDeclarationsDigest(program);
}
