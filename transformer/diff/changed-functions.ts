// The functions that a patch gives new code, in both versions.
import type { FunctionDescriptor, ModuleDescriptor } from "../../runtime/contract/build.js";
import type { FunctionPatch } from "../../runtime/contract/patch.js";
import type { Comparison } from "./compare-builds.js";

export interface ChangedFunction {
  readonly oldModule: ModuleDescriptor;
  readonly module: ModuleDescriptor;
  readonly old: FunctionDescriptor;
  readonly new: FunctionDescriptor;
  readonly patch: FunctionPatch;
}

export function changedFunctions({ modules, from, to }: Comparison): ChangedFunction[] {
  return [...modules].flatMap(([js, { functions }]) => {
    const [oldModule, module] = [from.modules.get(js), to.modules.get(js)];
    if (oldModule === undefined || module === undefined) return [];
    return functions.flatMap((patch): ChangedFunction[] => {
      const old = oldModule.functions.find(({ id }) => id === patch.old);
      const next = module.functions.find(({ id }) => id === patch.new);
      return old === undefined || next === undefined ? [] : [{ oldModule, module, old, new: next, patch }];
    });
  });
}
