// `diff --strict`: a patch may not write what belongs neither to a function nor to its module, unless the old version did.
import type { FunctionDescriptor, ModuleDescriptor, OuterWriteDescriptor } from "../../runtime/contract/build.js";
import type { Change } from "../../runtime/contract/patch.js";
import type { Comparison } from "./compare-builds.js";

export function strictChanges({ from, to, modules }: Comparison): Change[] {
  return [...to.modules].flatMap(([js, module]) => {
    const before = from.modules.get(js);
    const own = refuse(module.source, "module", module.writes, before?.writes);
    const functions = module.functions.flatMap((fn) => refuse(fn.id, "function", fn.writes, oldOf(fn, before, modules.get(js))?.writes));
    return [...own, ...functions];
  });
}

function oldOf(
  fn: FunctionDescriptor,
  before: ModuleDescriptor | undefined,
  compared: ReturnType<Comparison["modules"]["get"]>,
): FunctionDescriptor | undefined {
  const changed = compared?.functions.find((patch) => patch.new === fn.id)?.old;
  const old = changed ?? compared?.same.find(([, id]) => id === fn.id)?.[0];
  return before?.functions.find(({ id }) => id === old);
}

/** A write more of the same text is a new one. */
function refuse(
  name: string,
  what: "function" | "module",
  next: readonly OuterWriteDescriptor[] = [],
  old: readonly OuterWriteDescriptor[] = [],
): Change[] {
  const known = old.map(({ text }) => text);
  return next.flatMap(({ text, place }): Change[] => {
    const index = known.indexOf(text);
    if (index >= 0) {
      known.splice(index, 1);
      return [];
    }
    const why = `it writes \`${text}\`, which belongs neither to it nor to its module, and which the old version does not write there: --strict admits no such patch. Have the module that owns it offer a function, or make the patch without --strict`;
    return [{ verdict: "refused", what, action: "changed", name, new: place, code: "STRICT_WRITE", why }];
  });
}
