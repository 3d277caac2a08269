// Which changed functions have a part in what the author of a patch declared to hold together.
import type { FunctionDescriptor, ModuleDescriptor } from "../../runtime/contract/build.js";
import type { FunctionPatch } from "../../runtime/contract/patch.js";
import { functionKey, type Invariant, variableKey } from "./answers.js";
import type { Build } from "./read-build.js";
import { variablesUsed } from "./variables-used.js";

export class Invariants {
  readonly #from: Build;
  readonly #to: Build;
  readonly #declared: readonly Invariant[];

  constructor(from: Build, to: Build, declared: readonly Invariant[]) {
    this.#from = from;
    this.#to = to;
    this.#declared = declared;
  }

  /** Adds to each patched function the names of its invariants. */
  of(old: ModuleDescriptor, next: ModuleDescriptor, functions: readonly FunctionPatch[]): FunctionPatch[] {
    if (this.#declared.length === 0) return [...functions];
    return functions.map((patch) => {
      const names = new Set([...partsOf(old, patch.old, this.#from), ...partsOf(next, patch.new, this.#to)]);
      const together = this.#declared.filter(({ members }) => members.some((member) => names.has(member))).map(({ name }) => name);
      return together.length === 0 ? patch : { ...patch, together };
    });
  }
}

/** Keys that a function has a part in: itself and what it stands in, and what it or the functions around it use that is no function. */
function partsOf(module: ModuleDescriptor, id: string, build: Build): string[] {
  const fn = module.functions.find((known) => known.id === id);
  if (fn === undefined) return [];
  const parts = around(module, fn);
  for (let at: FunctionDescriptor | undefined = fn; at !== undefined; at = module.functions[at.parent])
    parts.push(...used(module, at, build));
  return parts;
}

/** `Product.add/inner` is a part of `Product`, of `Product.add` and of itself. */
function around(module: ModuleDescriptor, { id }: FunctionDescriptor): string[] {
  const known = new Set([...module.classes, ...module.functions].map((each) => each.id));
  const ends = [...id.matchAll(/[./]/g)].map(({ index }) => id.slice(0, index));
  return [...ends.filter((end) => known.has(end)), id].map((name) => functionKey(module, name));
}

function used(module: ModuleDescriptor, fn: FunctionDescriptor, build: Build): string[] {
  return variablesUsed(module, fn, build).flatMap(({ js, name }) => {
    const home = build.modules.get(js);
    const variable = home?.variables.find((known) => known.name === name);
    return home === undefined || variable === undefined || variable.kind === "function" ? [] : [variableKey(home, name)];
  });
}
