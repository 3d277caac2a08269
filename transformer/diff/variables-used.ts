// What a function uses of modules by name: its own module's variables, and what that imports.
import type { FunctionDescriptor, ModuleDescriptor } from "../../runtime/contract/build.js";
import type { Build } from "./read-build.js";
import { resolveExport } from "./resolve-exports.js";

export interface UsedVariable {
  /** Module that holds it, and its name there. */
  readonly js: string;
  readonly name: string;
  /** As the function names it. */
  readonly as: string;
}

export function variablesUsed(module: ModuleDescriptor, { index }: FunctionDescriptor, { modules }: Build): UsedVariable[] {
  return (module.links[index] ?? []).map((name) => {
    const from = module.variables.find((variable) => variable.name === name)?.from;
    const source = from && resolveExport(module.js, from[0], from[1], modules);
    return { js: module.js, name, ...source, as: name };
  });
}
