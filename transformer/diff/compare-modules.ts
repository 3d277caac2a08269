// Compares one module's old and new build: which functions get new code, and what a running process cannot follow.
import type { ClassDescriptor, FunctionDescriptor, ModuleDescriptor } from "../../runtime/contract/build.js";
import type { Change, ClassPatch, FunctionPatch, VariablePatch } from "../../runtime/contract/patch.js";
import { type Answers, functionKey, type Question } from "./answers.js";
import type { ClassInput } from "./class-input.js";
import { type ClassComparison, compareClasses } from "./compare-classes.js";
import { showDifference, type TypeComparer } from "./compare-types.js";
import type { VariableComparison } from "./compare-variables.js";
import { CaptureMatcher } from "./match-captures.js";
import { type FunctionMatch, matchFunctions } from "./match-functions.js";
import { keepsTypes, matchPoints } from "./match-points.js";
import { matchStart } from "./match-start.js";

export interface ModuleComparison {
  readonly changes: readonly Change[];
  readonly functions: readonly FunctionPatch[];
  readonly same: readonly (readonly [string, string])[];
  readonly removed: readonly string[];
  /** Names at module level that are gone. */
  readonly dropped: readonly string[];
  readonly variables: readonly VariablePatch[];
  readonly classes: readonly ClassPatch[];
  /** Keys of the units that the patch needs. */
  readonly units: ReadonlySet<string>;
  readonly questions: readonly Question[];
}

/** @param renewed names whose meaning changed, in this module or in one it imports from */
export function compareModules(
  old: ModuleDescriptor,
  next: ModuleDescriptor,
  variables: VariableComparison,
  renewed: ReadonlySet<string>,
  types: TypeComparer,
  answers: Answers,
  findClass: ClassInput["findClass"],
): ModuleComparison {
  const questions: Question[] = [];
  const classes = compareClasses({ old, new: next, types, answers, questions, findClass, renewed });
  return new ModuleComparer(old, next, variables, renewed, types, answers, questions, classes).run();
}

class ModuleComparer {
  readonly #old: ModuleDescriptor;
  readonly #new: ModuleDescriptor;
  readonly #variables: VariableComparison;
  readonly #renewed: ReadonlySet<string>;
  readonly #types: TypeComparer;
  readonly #answers: Answers;
  readonly #questions: Question[];
  readonly #classes: ClassComparison;
  readonly #match: FunctionMatch;
  readonly #captures: CaptureMatcher;
  readonly #changes: Change[] = [];
  readonly #functions: FunctionPatch[] = [];
  readonly #same: (readonly [string, string])[] = [];

  constructor(
    old: ModuleDescriptor,
    next: ModuleDescriptor,
    variables: VariableComparison,
    renewed: ReadonlySet<string>,
    types: TypeComparer,
    answers: Answers,
    questions: Question[],
    classes: ClassComparison,
  ) {
    this.#questions = questions;
    this.#classes = classes;
    this.#old = old;
    this.#new = next;
    this.#variables = variables;
    this.#renewed = renewed;
    this.#types = types;
    this.#answers = answers;
    this.#match = matchFunctions(old, next);
    this.#captures = new CaptureMatcher(old, next, this.#match, types);
  }

  run(): ModuleComparison {
    this.#changes.push(...this.#variables.changes, ...this.#classes.changes);
    const match = this.#match;
    for (const pair of match.pairs) this.#compare(pair);
    for (const fn of match.added) this.#added(fn, match);
    for (const fn of match.removed) this.#removed(fn);
    const variables = this.#newNames(match);
    return {
      changes: this.#changes,
      functions: this.#functions,
      same: this.#same,
      removed: match.removed.map((fn) => fn.id),
      dropped: this.#dropped(),
      variables,
      classes: this.#classes.patches,
      units: this.#neededUnits(variables),
      questions: this.#questions,
    };
  }

  #compare({ old, new: next, ambiguous }: FunctionMatch["pairs"][number]): void {
    const uses = this.#usesRenewed(next);
    const isRenewed = this.#classes.constructors.has(next.index);
    const isPart = next.form === "class-part" && this.#classes.parts.has(next.index);
    if (isPart && (old.fixed ?? next.fixed) !== undefined) return void this.#same.push([old.id, next.id]); // told as a field of its class
    if (next.once === "enumeration" && old.once === "enumeration") return void this.#same.push([old.id, next.id]); // see compare-variables
    if (
      old.digest === next.digest &&
      uses === undefined &&
      this.#captures.areSame(old, next) &&
      !isRenewed &&
      this.#retypedCapture(old, next) === undefined &&
      (next.fixed !== undefined || keepsTypes(old, next, this.#types))
    ) {
      this.#same.push([old.id, next.id]);
      return;
    }
    const captures = this.#captures.match(old, next);
    const refusal = this.#refusal(old, next, ambiguous, uses) ?? ("why" in captures ? captures : this.#retypedCapture(old, next));
    if (refusal !== undefined || "why" in captures) {
      this.#changes.push({
        verdict: "refused",
        what: "function",
        action: "changed",
        name: next.id,
        old: old.place,
        new: next.place,
        ...refusal,
      });
      return;
    }
    const context = {
      old: this.#old,
      new: this.#new,
      types: this.#types,
      answers: this.#answers,
      questions: this.#questions,
      captures: captures.sources,
      matcher: this.#captures,
    };
    const points = matchPoints(old, next, context);
    const given = this.#answers.policies.get(functionKey(this.#new, next.id));
    this.#functions.push({
      old: old.id,
      new: next.id,
      captures: captures.sources,
      points,
      ...(given === undefined ? {} : { policy: given.policy }),
      start: matchStart(old, next, given?.carry ?? [], context),
      cleaning: old.points.flatMap(({ id, cleaning }) => (cleaning === true ? [id] : [])),
    });
    const verdict = hasRun(old)
      ? ALREADY_RAN
      : old.once === undefined
        ? verdictOf(points, captures.sources)
        : { ...RUNS_ONCE, ...notSafe(verdictOf(points, captures.sources)) };
    this.#changes.push({ what: "function", action: "changed", name: next.id, old: old.place, new: next.place, ...verdict });
  }

  #usesRenewed(fn: FunctionDescriptor): string | undefined {
    return this.#new.links[fn.index]?.find((name) => this.#renewed.has(name));
  }

  #refusal(
    old: FunctionDescriptor,
    next: FunctionDescriptor,
    ambiguous: boolean,
    uses: string | undefined,
  ): Pick<Change, "code" | "why"> | undefined {
    const fixed = old.fixed ?? next.fixed;
    if (fixed !== undefined) {
      const because = old.digest === next.digest && uses !== undefined ? ` (it uses \`${uses}\`, which changed)` : "";
      return {
        code: "FIXED",
        why: `it cannot be updated${because}: ${fixed}. Restart the process for this change, or move the change into another function`,
      };
    }
    if (ambiguous)
      return { code: "FUNCTION_AMBIGUOUS", why: "several functions of the same name could be its new version: give them names" };
    if (old.kind !== next.kind)
      return {
        code: "FUNCTION_KIND",
        why: `it was ${old.kind} and is ${next.kind}: callers would get another kind of result. Give the new function a name of its own, or restart the process for this change`,
      };
    return undefined;
  }

  /** Closures share what they captured: nobody can convert it for all of them. */
  #retypedCapture(old: FunctionDescriptor, next: FunctionDescriptor): Pick<Change, "code" | "why"> | undefined {
    for (const index of next.captures) {
      const wanted = next.locals[index];
      const held = old.captures.map((i) => old.locals[i]).find((local) => local?.name === wanted?.name);
      const [difference] = this.#types.compare(wanted?.name ?? "", held?.type, wanted?.type).filter((d) => d.effect === "breaks");
      if (difference === undefined) continue;
      return {
        code: "CAPTURE_TYPE",
        why: `it uses \`${wanted?.name}\` of the function around it, and what closures made before the update hold does not fit the new type: ${showDifference(difference)}. Give the variable a new name, or restart the process for this change`,
      };
    }
    return undefined;
  }

  /** A function that is new at module level, or within a function that is linked anew anyway. */
  #added(fn: FunctionDescriptor, match: FunctionMatch): void {
    if (this.#classes.installed.has(fn.index)) return; // told as a member of its class
    if (fn.once === "enumeration") return;
    const verdict = fn.once === undefined ? ({ verdict: "safe" } as const) : ALREADY_RAN;
    this.#changes.push({ ...verdict, what: "function", action: "added", name: fn.id, new: fn.place });
    const parent = match.pairs.find((pair) => pair.new.index === fn.parent);
    const isLinked =
      fn.parent === -1 ||
      this.#classes.parts.has(fn.parent) ||
      match.added.some((f) => f.index === fn.parent) ||
      this.#functions.some((f) => f.new === parent?.new.id);
    if (isLinked) return;
    // Its digest names the functions inside, so that a parent with a new one is never "same": it has run already, or its change is refused.
    this.#changes.push({
      verdict: "refused",
      what: "function",
      action: "added",
      name: fn.id,
      new: fn.place,
      code: "PARENT_UNCHANGED",
      why:
        parent?.new.once === undefined
          ? "the function around it gets no new code, because its own change is refused: see there"
          : "the code around it has run already and never runs again, so that nothing would make it: declare it at the top level of the module",
    });
  }

  #dropped(): string[] {
    const names = new Set(this.#new.variables.map(({ name }) => name));
    return this.#old.variables.map(({ name }) => name).filter((name) => !names.has(name));
  }

  #removed(fn: FunctionDescriptor): void {
    if (fn.once === "enumeration") return;
    const verdict = hasRun(fn) ? ALREADY_RAN : ENDS_IN_OLD_CODE;
    this.#changes.push({ ...verdict, what: "function", action: "removed", name: fn.id, old: fn.place });
  }

  #newNames(match: FunctionMatch): VariablePatch[] {
    const functions = match.added
      .filter((fn) => fn.parent === -1 && fn.form === "declaration")
      .map((fn): VariablePatch => ({ name: fn.id, action: { kind: "function", index: fn.index } }));
    const imports: VariablePatch[] = [];
    const values: VariablePatch[] = [];
    for (const [name, action] of this.#variables.actions) (action.kind === "initialise" ? values : imports).push({ name, action });
    return [...functions, ...imports, ...values];
  }

  #neededUnits(variables: readonly VariablePatch[]): Set<string> {
    const indexes = new Set(this.#functions.map((fn) => this.#new.functions.find((f) => f.id === fn.new)?.index ?? -1));
    for (const { action } of variables) if (action.kind === "function") indexes.add(action.index);
    for (const { name, action } of variables)
      if (action.kind === "initialise") for (const index of this.#functionsIn(name)) indexes.add(index);
    for (const { captures } of this.#functions) for (const source of captures) if ("owner" in source) indexes.add(source.owner);
    for (const index of this.#classes.installed) indexes.add(index);
    for (const { slots } of this.#patchedClasses()) for (const index of slots) indexes.add(index);
    // Frames of functions inside a new copy of a function are rebuilt from the same file.
    for (const fn of this.#new.functions) if (fn.fixed === undefined && this.#isInside(fn, indexes)) indexes.add(fn.index);
    const keys = new Set([...indexes].map((index) => `f${index}`));
    for (const { name, action } of variables) if (action.kind === "initialise") keys.add(`$${name}`);
    for (const { index } of this.#patchedClasses()) keys.add(`c${index}`);
    return keys;
  }

  /** Functions of an initialiser. They have code of their own there, and are entered anew and rebuilt like any other. */
  #functionsIn(variable: string): readonly number[] {
    return this.#new.variables.find(({ name }) => name === variable)?.unit ?? [];
  }

  #patchedClasses(): ClassDescriptor[] {
    return this.#new.classes.filter(({ id }) => this.#classes.patches.some((patch) => patch.new === id));
  }

  #isInside(fn: FunctionDescriptor, indexes: ReadonlySet<number>): boolean {
    for (let at: FunctionDescriptor | undefined = fn; at !== undefined; at = this.#new.functions[at.parent])
      if (indexes.has(at.index)) return true;
    return false;
  }
}

/** Called while the module was loaded, and without a place where that call could still stand. */
const hasRun = (fn: FunctionDescriptor): boolean => fn.once !== undefined && fn.points.length === 0;

const ALREADY_RAN = {
  verdict: "no-effect",
  code: "ALREADY_RAN",
  why: "it is called where it stands, when the module is loaded, and does not run again",
} as const;

const RUNS_ONCE = {
  verdict: "migrated",
  code: "RUNS_ONCE",
  why: "it is called where it stands, when the module is loaded: a call that is still running moves, and there is no other",
} as const;

const notSafe = (verdict: Pick<Change, "verdict" | "code" | "why">): Partial<Change> => (verdict.verdict === "safe" ? {} : verdict);

const ENDS_IN_OLD_CODE = {
  verdict: "migrated",
  code: "ENDS_IN_OLD_CODE",
  why: "calls that are active, and values that still hold it, go on in its old code",
} as const;

/** A function's verdict follows from what becomes of its running calls. */
function verdictOf(points: FunctionPatch["points"], captures: FunctionPatch["captures"]): Pick<Change, "verdict" | "code" | "why"> {
  const refused = points.find((p) => p.kind === "refused");
  if (refused?.kind === "refused")
    return {
      verdict: "migrated",
      code: refused.code,
      why: `later calls run the new code; a running call that stands elsewhere moves, but ${refused.why}`,
    };
  if (captures.some((source) => source.kind === "cell" && "owner" in source))
    return { verdict: "migrated", code: "INITIALISED", why: "closures made before get what they capture anew with its initial value" };
  const computes = points.some((p) => p.kind === "mapped" && p.locals.some((l) => l.kind === "initial" || l.kind === "transformer"));
  return computes
    ? { verdict: "migrated", code: "INITIALISED", why: "new locals of running calls get their initial values" }
    : { verdict: "safe" };
}
