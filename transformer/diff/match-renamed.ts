// Which variables of a function have another name in its new version.
import type { FunctionDescriptor, LocalDescriptor, StatementDescriptor } from "../../runtime/contract/build.js";

export interface Renamed {
  /** The variable as it was. */
  readonly local: LocalDescriptor;
  /** The declarations are equal but for the name, and no other variable could be meant. */
  readonly isCertain: boolean;
}

/** Whether a value of the first variable can be one of the second. */
export type Fits = (old: LocalDescriptor, next: LocalDescriptor) => boolean;

/** For new names the variable that is gone and could be it. */
export function findRenamed(old: FunctionDescriptor, next: FunctionDescriptor, fits: Fits): ReadonlyMap<string, Renamed> {
  const [before, after] = [variablesOf(old), variablesOf(next)];
  const gone = before.filter((local) => !after.some(({ name }) => name === local.name));
  const fresh = after.filter((local) => !before.some(({ name }) => name === local.name));
  const alike = (a: LocalDescriptor, b: LocalDescriptor): boolean =>
    a.role === b.role && fits(a, b) && declarationOf(old, a, a.name) === declarationOf(next, b, b.name);
  const renamed = new Map<string, Renamed>();
  for (const local of fresh) {
    const candidates = gone.filter((other) => alike(other, local));
    const [only] = candidates;
    const isCertain = candidates.length === 1 && fresh.filter((other) => alike(only as LocalDescriptor, other)).length === 1;
    const guess = only ?? (gone.length === 1 && fresh.length === 1 ? gone[0] : undefined);
    if (guess !== undefined) renamed.set(local.name, { local: guess, isCertain });
  }
  return renamed;
}

const variablesOf = (fn: FunctionDescriptor): LocalDescriptor[] => fn.locals.filter((l) => l.role === "local" || l.role === "parameter");

/** What is told of a variable but its name and type: its place among the parameters or its declaration. */
function declarationOf(fn: FunctionDescriptor, local: LocalDescriptor, name: string): string {
  const kind = `${local.repeated}`;
  if (local.role === "parameter") return `${kind} ${fn.locals.filter((l) => l.role === "parameter").indexOf(local)}`;
  const statement = findDeclaring(fn.tree, name);
  if (statement === undefined) return name;
  return `${kind} ${statement.text.replace(/[\w$]+/g, (word) => (word === name ? "_" : word))}`;
}

function findDeclaring(tree: readonly StatementDescriptor[], name: string): StatementDescriptor | undefined {
  for (const statement of tree) {
    if (statement.declares.includes(name)) return statement;
    for (const block of statement.blocks) {
      const found = findDeclaring(block, name);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}
