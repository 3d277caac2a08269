// Which new module variables were there before, in another module or under another name: their values must not get lost.
import type { ModuleDescriptor, VariableDescriptor } from "../../runtime/contract/build.js";

export interface Origin {
  readonly module: ModuleDescriptor;
  readonly variable: VariableDescriptor;
  readonly how: "moved" | "renamed";
}

type Modules = ReadonlyMap<string, ModuleDescriptor>;
type Held = { readonly module: ModuleDescriptor; readonly variable: VariableDescriptor };

export class MovedVariables {
  readonly #origins = new Map<VariableDescriptor, Origin>();
  /** Where a variable of the old version is now. */
  readonly #targets = new Map<VariableDescriptor, Held>();

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
      if (this.#origins.has(target.variable)) continue;
      const renamed = gone.filter((held) => held.module.js === target.module.js && !this.#targets.has(held.variable));
      this.#note(
        renamed.filter((held) => isTwin(held, target)),
        target,
        "renamed",
      );
    }
  }

  originOf(variable: VariableDescriptor): Origin | undefined {
    return this.#origins.get(variable);
  }

  isElsewhere(variable: VariableDescriptor): boolean {
    return this.#targets.has(variable);
  }

  #note([origin]: readonly Held[], target: Held, how: Origin["how"]): void {
    if (origin === undefined || this.#targets.has(origin.variable)) return;
    this.#origins.set(target.variable, { ...origin, how });
    this.#targets.set(origin.variable, target);
  }
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

/** A literal is as good as another, and functions are compared as functions. */
const holdsState = (module: ModuleDescriptor, { kind, literal, type }: VariableDescriptor): boolean =>
  kind === "cell" || (kind === "const" && literal === undefined && !(type !== undefined && module.types[type.id]?.kind === "function"));

const isLike = ({ variable: a }: Held, { variable: b }: Held): boolean => a.digest === b.digest || a.type?.text === b.type?.text;

const isTwin = ({ variable: a }: Held, { variable: b }: Held): boolean => a.digest === b.digest && a.type?.text === b.type?.text;
