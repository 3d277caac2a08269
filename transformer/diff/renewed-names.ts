// Names that mean something else than before, through all modules that import them.
import type { ModuleDescriptor } from "../../runtime/contract/build.js";
import type { VariableComparison } from "./compare-variables.js";
import { type Build, moduleOf } from "./read-build.js";
import { importedFrom, type Source } from "./resolve-exports.js";

/** A renewed name of a module is renewed in every module that imports it. */
export function spreadRenewed(
  modules: readonly string[],
  from: Build,
  to: Build,
  variables: ReadonlyMap<string, VariableComparison>,
): Map<string, Set<string>> {
  const renewed = new Map(modules.map((js) => [js, new Set(variables.get(js)?.renewed)]));
  for (let grew = true; grew; ) {
    grew = false;
    for (const js of modules) {
      const own = renewed.get(js) as Set<string>;
      for (const variable of moduleOf(to, js).variables) {
        const source = importedFrom(variable, js, to.modules);
        if (source === undefined || own.has(variable.name) || !isRenewed(source, from, to, renewed)) continue;
        own.add(variable.name);
        grew = true;
      }
    }
  }
  return renewed;
}

/** A namespace means something else as soon as one of its names does, or is new. */
function isRenewed({ js, name }: Source, from: Build, to: Build, renewed: ReadonlyMap<string, ReadonlySet<string>>): boolean {
  const names = renewed.get(js);
  if (name !== "*" || names === undefined) return names?.has(name) === true;
  const before = from.modules.get(js)?.exports ?? {};
  return Object.entries(moduleOf(to, js).exports).some(
    ([exported, local]) => !Object.hasOwn(before, exported) || (typeof local === "string" && names.has(local)),
  );
}

export function withImported(
  module: ModuleDescriptor,
  own: VariableComparison,
  renewed: ReadonlySet<string>,
  to: Build,
): VariableComparison {
  const actions = new Map(own.actions);
  for (const variable of module.variables) {
    const source = importedFrom(variable, module.js, to.modules);
    if (source === undefined || actions.has(variable.name) || !renewed.has(variable.name)) continue;
    actions.set(variable.name, { kind: "module", js: source.js, name: source.name });
  }
  return { ...own, actions };
}
