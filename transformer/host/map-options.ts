// Makes TypeScript write source maps beside the JavaScript while we emit, whatever the project's own options say.
import type ts from "typescript";
import type { MapMode } from "./source-map.js";

export function getMapMode(options: ts.CompilerOptions): MapMode {
  if (options.inlineSourceMap) return "inline";
  return options.sourceMap ? "file" : "none";
}

/**
 * The emitter reads the program's own options object, so it is changed in place and restored. Values are set to undefined
 * rather than removed: the order of keys is part of what a .tsbuildinfo shows.
 */
export function withSourceMaps<T>(options: ts.CompilerOptions, emit: () => T): T {
  const saved = { sourceMap: options.sourceMap, inlineSourceMap: options.inlineSourceMap };
  const had = "sourceMap" in options;
  Object.assign(options, { sourceMap: true }, "inlineSourceMap" in options ? { inlineSourceMap: undefined } : {});
  try {
    return emit();
  } finally {
    if (had) options.sourceMap = saved.sourceMap as boolean;
    else delete options.sourceMap;
    if ("inlineSourceMap" in options) options.inlineSourceMap = saved.inlineSourceMap as boolean;
  }
}
