// What a function uses of modules by name: its own module's variables, and what that imports.
import type { FunctionDescriptor, ModuleDescriptor } from "../../runtime/contract/build.js";
import type { Build } from "./read-build.js";
import { importedFrom, type Source } from "./resolve-exports.js";

export interface UsedVariable extends Source {
  /** As the function names it. */
  readonly as: string;
}

export function variablesUsed(module: ModuleDescriptor, { index }: FunctionDescriptor, { modules }: Build): UsedVariable[] {
  return (module.links[index] ?? []).map((name) => {
    const variable = module.variables.find((known) => known.name === name);
    return { js: module.js, name, ...importedFrom(variable, module.js, modules), as: name };
  });
}
