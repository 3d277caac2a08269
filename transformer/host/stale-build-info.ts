// Removes a .tsbuildinfo that would make the next build believe there is nothing to do.
import { rmSync } from "node:fs";
import type ts from "typescript";
import { getInternals, type TypeScript } from "./typescript-internals.js";

export function removeBuildInfo(typescript: TypeScript, options: ts.CompilerOptions): void {
  const file = getInternals(typescript).getTsBuildInfoEmitOutputFilePath(options);
  if (file !== undefined) rmSync(file, { force: true });
}
