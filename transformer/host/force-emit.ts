// Makes an incremental builder emit every file once, although its .tsbuildinfo says that nothing changed.
import type ts from "typescript";
import { getInternals, type TypeScript } from "./typescript-internals.js";

const MARK = "tsUpdatableStale";

/**
 * A builder emits everything when an option that affects emitting has another value than in the build before, and checks
 * nothing anew for it. So we add an option of our own to those it compares. The mark is never written to .tsbuildinfo (only
 * declared options are), so the next run compares "absent" with "absent", and tsc and tspc read each other's files.
 * Must be called before the builder is created, that is, while the program is.
 */
export function forceEmit(typescript: TypeScript, options: ts.CompilerOptions): void {
  const compared = getInternals(typescript).affectsEmitOptionDeclarations;
  if (!compared.some((option) => option.name === MARK)) compared.push({ name: MARK, type: "boolean" });
  options[MARK] = true;
}
