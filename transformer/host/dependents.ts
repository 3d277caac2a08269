// Which modules of a program see the types of others, directly or through what these import.
import type ts from "typescript";
import { getInternals, getProgramInternals, type TypeScript } from "./typescript-internals.js";

/** Every file of the program that reaches one of `changed` through imports, without `changed` themselves. */
export function findDependents(typescript: TypeScript, program: ts.Program, changed: Iterable<ts.SourceFile>): ReadonlySet<ts.SourceFile> {
  const references = getInternals(typescript).BuilderState.create(program).referencedMap;
  const found = new Set<ts.SourceFile>(changed);
  const dependents = new Set<ts.SourceFile>();
  // A set that grows while it is walked: what is added is walked, too.
  for (const file of found) {
    for (const path of references?.getKeys(getResolvedPath(file)) ?? []) {
      const importer = getProgramInternals(program).getSourceFileByPath(path);
      if (importer === undefined || found.has(importer)) continue;
      found.add(importer);
      dependents.add(importer);
    }
  }
  return dependents;
}

const getResolvedPath = (file: ts.SourceFile): ts.Path => (file as ts.SourceFile & { readonly resolvedPath: ts.Path }).resolvedPath;
