// What callers are told of an emit that was made in several steps, with maps that they did not ask for.
import type ts from "typescript";
import type { MapMode } from "./source-map.js";

/** Without the maps that we asked for ourselves. */
export function toProjectResult(result: ts.EmitResult, mode: MapMode): ts.EmitResult {
  if (mode === "file") return result;
  const { emittedFiles, ...rest } = result;
  return emittedFiles === undefined ? rest : { ...rest, emittedFiles: emittedFiles.filter((file) => !/\.[cm]?jsx?\.map$/i.test(file)) };
}

export function joinResults(emit: ts.EmitResult, buildInfo: ts.EmitResult): ts.EmitResult {
  const { emittedFiles } = emit;
  return {
    ...emit,
    emitSkipped: emit.emitSkipped || buildInfo.emitSkipped,
    diagnostics: [...emit.diagnostics, ...buildInfo.diagnostics],
    ...(emittedFiles === undefined ? {} : { emittedFiles: [...emittedFiles, ...(buildInfo.emittedFiles ?? [])] }),
  };
}
