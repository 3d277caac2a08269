// Which functions of the program calls by name reach. What is called through objects and callbacks is not seen.
import type { FunctionDescriptor, ModuleDescriptor } from "../../runtime/contract/build.js";
import type { Build } from "./read-build.js";
import { importedFrom } from "./resolve-exports.js";

export interface ProgramFunction {
  readonly module: ModuleDescriptor;
  readonly fn: FunctionDescriptor;
}

/** `(0, node_fs_1.writeFileSync)` calls a function without a `this`. */
export const plain = (callee: string): string => callee.replace(/^\(0, ?(.*)\)$/, "$1");

/** @param callee as written in `fn`, and {@link plain} */
export function findCallee({ module, fn }: ProgramFunction, callee: string, { modules }: Build): ProgramFunction | undefined {
  const own = callee.startsWith("this.") ? `${fn.id.slice(0, fn.id.indexOf(".") + 1)}${callee.slice("this.".length)}` : callee;
  const here = module.functions.find(({ id }) => id === own);
  if (here !== undefined) return { module, fn: here };
  const variable = module.variables.find(({ name }) => name === callee);
  const source = importedFrom(variable, module.js, modules);
  const home = source && modules.get(source.js);
  const there = home?.functions.find(({ id }) => id === source?.name);
  return home === undefined || there === undefined ? undefined : { module: home, fn: there };
}

/** What a function calls or hands over by name, itself or by way of others and of functions that are made in them. */
export function reachedFrom(root: ProgramFunction, build: Build): ReadonlySet<FunctionDescriptor> {
  const reached = new Set<FunctionDescriptor>();
  const visited = new Set<FunctionDescriptor>();
  const visit = ({ module, fn }: ProgramFunction): void => {
    if (visited.has(fn)) return;
    visited.add(fn);
    for (const callee of namedIn({ module, fn }, build)) {
      reached.add(callee.fn);
      visit(callee);
    }
    for (const inner of module.functions) if (inner.parent === fn.index) visit({ module, fn: inner });
  };
  visit(root);
  return reached;
}

/** Whether any other function calls it. */
export const isCalled = (fn: FunctionDescriptor, build: Build): boolean =>
  [...build.modules.values()].some((module) =>
    module.functions.some((caller) => caller !== fn && calledIn({ module, fn: caller }, build).some((callee) => callee.fn === fn)),
  );

const calledIn = (caller: ProgramFunction, build: Build): ProgramFunction[] =>
  caller.fn.points.flatMap(({ text }) => (text === undefined ? [] : (findCallee(caller, plain(text), build) ?? [])));

/** A call of what runs only its own text is no point. */
const namedIn = (caller: ProgramFunction, build: Build): ProgramFunction[] => {
  const names = caller.module.links[caller.fn.index] ?? [];
  return [...calledIn(caller, build), ...names.flatMap((name) => findCallee(caller, name, build) ?? [])];
};
