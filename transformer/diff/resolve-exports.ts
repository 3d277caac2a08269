// Where the names live that modules of the program import from each other.
import { posix } from "node:path";
import type { ModuleDescriptor, VariableDescriptor } from "../../runtime/contract/build.js";

/** Module that holds a name, and the name there. */
export interface Source {
  readonly js: string;
  readonly name: string;
}

/** What a variable of the module `js` stands for in another module of the program. */
export const importedFrom = (
  variable: VariableDescriptor | undefined,
  js: string,
  modules: ReadonlyMap<string, ModuleDescriptor>,
): Source | undefined => (variable?.from === undefined ? undefined : resolveExport(js, variable.from[0], variable.from[1], modules));

/** The module of the program that a relative specifier leads to. */
export function resolveModule(js: string, specifier: string, modules: ReadonlyMap<string, ModuleDescriptor>): ModuleDescriptor | undefined {
  if (!specifier.startsWith(".")) return undefined;
  return modules.get(posix.join(posix.dirname(js), specifier));
}

/** Where an imported name lives, through any number of modules that only hand it on; a namespace has the name `*`. */
export function resolveExport(
  js: string,
  specifier: string,
  name: string,
  modules: ReadonlyMap<string, ModuleDescriptor>,
  seen: ReadonlySet<string> = new Set(),
): Source | undefined {
  const target = resolveModule(js, specifier, modules);
  if (target === undefined || seen.has(target.js)) return undefined;
  if (name === "*") return { js: target.js, name };
  const found = Object.hasOwn(target.exports, name) ? target.exports[name] : undefined;
  if (typeof found === "string") return found === "" ? undefined : resolveLocal(target, found, modules, seen);
  const next = new Set([...seen, target.js]);
  if (found !== undefined) return resolveExport(target.js, found[0], found[1], modules, next);
  for (const from of name === "default" ? [] : target.exportsAll) {
    const source = resolveExport(target.js, from, name, modules, next);
    if (source !== undefined) return source;
  }
  return undefined;
}

/** `import { a } from "./b.js"; export { a };` hands on as well. */
function resolveLocal(
  module: ModuleDescriptor,
  name: string,
  modules: ReadonlyMap<string, ModuleDescriptor>,
  seen: ReadonlySet<string>,
): Source | undefined {
  const from = module.variables.find((v) => v.name === name)?.from;
  const source = from && resolveExport(module.js, from[0], from[1], modules, new Set([...seen, module.js]));
  return source ?? { js: module.js, name };
}
