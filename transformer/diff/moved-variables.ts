// Which new module variables were there before, in another module or under another name: their values must not get lost.
import type { ModuleDescriptor, VariableDescriptor } from "../../runtime/contract/build.js";

export interface Origin {
  readonly module: ModuleDescriptor;
  readonly variable: VariableDescriptor;
  /** `unclear`: several could be it. */
  readonly how: "moved" | "renamed" | "unclear";
}

type Modules = ReadonlyMap<string, ModuleDescriptor>;
type Held = { readonly module: ModuleDescriptor; readonly variable: VariableDescriptor };

export class MovedVariables {
  readonly #origins = new Map<VariableDescriptor, Origin>();
  /** Variables of the old version that are somewhere else now. */
  readonly #elsewhere = new Set<VariableDescriptor>();

  constructor(from: Modules, to: Modules) {
    const [gone, fresh] = [findUnmatched(from, to), findUnmatched(to, from)];
    for (const target of fresh) {
      const moved = gone.filter((held) => held.module.js !== target.module.js && held.variable.name === target.variable.name);
      this.#note(
        moved.filter((held) => isLike(held, target)),
        target,
        "moved",
      );
    }
    for (const target of fresh) {
      const renamed = gone.filter((held) => held.module.js === target.module.js && isTwin(held, target));
      if (!this.#origins.has(target.variable)) this.#note(renamed, target, "renamed");
    }
  }

  originOf(variable: VariableDescriptor): Origin | undefined {
    return this.#origins.get(variable);
  }

  isElsewhere(variable: VariableDescriptor): boolean {
    return this.#elsewhere.has(variable);
  }

  /** The likeliest is the one nearby. */
  #note(candidates: readonly Held[], target: Held, how: Origin["how"]): void {
    const free = candidates.filter((held) => !this.#elsewhere.has(held.variable));
    const [first, second] = free.sort((a, b) => distance(a, target) - distance(b, target));
    if (first === undefined) return;
    const isClear = second === undefined || distance(first, target) < distance(second, target);
    this.#origins.set(target.variable, { ...first, how: isClear || how === "renamed" ? how : "unclear" });
    this.#elsewhere.add(first.variable);
  }
}

/** Steps from one module's folder to the other's. */
function distance({ module: a }: Held, { module: b }: Held): number {
  const [from, to] = [a.js.split("/").slice(0, -1), b.js.split("/").slice(0, -1)];
  let shared = 0;
  while (shared < from.length && shared < to.length && from[shared] === to[shared]) shared++;
  return from.length + to.length - 2 * shared;
}

/** Variables with a state of their own that the other version does not have at their place. */
function findUnmatched(modules: Modules, others: Modules): Held[] {
  return [...modules.values()].flatMap((module) =>
    module.variables
      .filter((variable) => holdsState(module, variable) && !others.get(module.js)?.variables.some((v) => isSamePlace(v, variable)))
      .map((variable) => ({ module, variable })),
  );
}

const isSamePlace = (other: VariableDescriptor, variable: VariableDescriptor): boolean =>
  other.name === variable.name && other.kind !== "import" && other.kind !== "function" && other.kind !== "class";

/** A literal is as good as another, what a module exports is that module's state, and functions are compared as functions. */
const holdsState = (module: ModuleDescriptor, { kind, literal, requires, type }: VariableDescriptor): boolean =>
  kind === "cell" ||
  ((kind === "const" || kind === "property") &&
    literal === undefined &&
    requires !== true &&
    !(type !== undefined && module.types[type.id]?.kind === "function"));

const isLike = ({ variable: a }: Held, { variable: b }: Held): boolean => a.digest === b.digest || a.type?.text === b.type?.text;

const isTwin = ({ variable: a }: Held, { variable: b }: Held): boolean => a.digest === b.digest && a.type?.text === b.type?.text;
