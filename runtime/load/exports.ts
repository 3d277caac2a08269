// Properties of a CommonJS module's `exports` that a version brings.
import type { ExportPatch } from "../contract/patch.js";
import type { ModuleHistory } from "../versions/history.js";

/** Returns what undoes it. */
export function setExport({ module }: ModuleHistory, { exported, value }: ExportPatch, when: "now" | "when-called"): () => void {
  const exports = module.read("exports") as Record<string, unknown>;
  const before = Object.getOwnPropertyDescriptor(exports, exported);
  const read = (): unknown => (value.kind === "literal" ? (JSON.parse(value.json) as unknown) : module.read(value.name));
  if (when === "now") exports[exported] = read();
  else Object.defineProperty(exports, exported, { get: read, enumerable: true, configurable: true });
  return () => {
    if (before === undefined) delete exports[exported];
    else Object.defineProperty(exports, exported, before);
  };
}
