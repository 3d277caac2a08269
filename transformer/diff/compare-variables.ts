// What changed among a module's own names, and what a running process makes of it.
import type { ModuleDescriptor, VariableDescriptor } from "../../runtime/contract/build.js";
import type { Change, ExportPatch, VariablePatch } from "../../runtime/contract/patch.js";
import { type Answer, type Answers, type Question, variableKey } from "./answers.js";
import { compareBody } from "./compare-body.js";
import { showDifference, TypeComparer, type TypeDifference } from "./compare-types.js";
import type { MovedVariables, Origin } from "./moved-variables.js";
import { resolveExport } from "./resolve-exports.js";

export interface VariableComparison {
  readonly changes: Change[];
  /** Names that mean something else than before: every function that uses one of them is linked anew. */
  readonly renewed: ReadonlySet<string>;
  /** How each new or renewed name gets its value, by name. */
  readonly actions: ReadonlyMap<string, VariablePatch["action"]>;
  readonly exports: readonly ExportPatch[];
  readonly questions: readonly Question[];
}

export interface VariableInput {
  readonly old: ModuleDescriptor;
  readonly new: ModuleDescriptor;
  readonly modules: ReadonlyMap<string, ModuleDescriptor>;
  readonly answers: Answers;
  readonly types: TypeComparer;
  readonly moved: MovedVariables;
}

export function compareVariables(input: VariableInput): VariableComparison {
  return new VariableComparer(input).run();
}

class VariableComparer {
  readonly #input: VariableInput;
  readonly #changes: Change[] = [];
  readonly #renewed = new Set<string>();
  readonly #actions = new Map<string, VariablePatch["action"]>();
  readonly #questions: Question[] = [];

  constructor(input: VariableInput) {
    this.#input = input;
  }

  run(): VariableComparison {
    const old = new Map(this.#input.old.variables.map((v) => [v.name, v]));
    const next = new Map(this.#input.new.variables.map((v) => [v.name, v]));
    for (const variable of next.values()) {
      const before = old.get(variable.name);
      if (before === undefined) this.#added(variable);
      else this.#kept(before, variable);
    }
    for (const variable of old.values()) if (!next.has(variable.name)) this.#removed(variable);
    const body = compareBody(this.#input.old, this.#input.new);
    return {
      changes: [...this.#changes, ...body.changes],
      renewed: this.#renewed,
      actions: this.#actions,
      exports: body.exports,
      questions: this.#questions,
    };
  }

  #say(change: Omit<Change, "name">, variable: VariableDescriptor): void {
    this.#changes.push({ name: variable.name, ...change });
  }

  #sayChanged(verdict: Change["verdict"], old: VariableDescriptor, next: VariableDescriptor, code: string, why: string): void {
    this.#say({ verdict, what: kindOf(next), action: "changed", old: old.place, new: next.place, code, why }, next);
  }

  #added(variable: VariableDescriptor): void {
    if (variable.kind === "function") return;
    if (variable.kind === "import") {
      this.#actions.set(variable.name, this.#importAction(variable));
      return this.#say({ verdict: "safe", what: "import", action: "added", new: variable.place }, variable);
    }
    if (variable.aliasOf !== undefined) return this.#alias(variable, variable.aliasOf);
    const origin = this.#originOf(variable);
    if (origin !== undefined) this.#fromElsewhere(variable, origin);
    else if (variable.kind !== "property") this.#initialised(variable);
    else if (variable.literal === undefined) this.#refuseProperty(undefined, variable, "is new, and code of its module has run already");
  }

  /** No variable of the source: it gets no verdict of its own. Where the class is new as well, the patch makes both. */
  #alias(variable: VariableDescriptor, name: string): void {
    const isThere = this.#input.old.variables.some((v) => v.name === name);
    this.#actions.set(variable.name, isThere ? { kind: "rename", js: this.#input.old.js, name } : { kind: "initialise" });
  }

  /** In CommonJS an exported variable is a property of `exports`, which nothing but the module's own code fills. */
  #refuseProperty(old: VariableDescriptor | undefined, next: VariableDescriptor, what: string): void {
    const why = `in a CommonJS module an exported variable is kept as a property of \`exports\`. This one ${what}: declare it without \`export\`, hand it on with \`export { ${next.name} }\`, or build ES modules`;
    this.#refuse(old, next, "EXPORTED_PROPERTY", why);
  }

  /** The user's own word beats what is alike. */
  #originOf(variable: VariableDescriptor): Origin | undefined {
    const answer = this.#answer(variable);
    const named = answer?.kind === "from" ? this.#input.old.variables.find((v) => v.name === answer.name) : undefined;
    return named === undefined ? this.#input.moved.originOf(variable) : { module: this.#input.old, variable: named, how: "renamed" };
  }

  #initialised(variable: VariableDescriptor): void {
    if (variable.class !== undefined && this.#input.new.classes[variable.class]?.hasDecorations === true)
      return this.#refuse(
        undefined,
        variable,
        "DECORATORS",
        "it is new in a module that has run already, and decorators run at the top level of their module: declare it in a module of its own, which is loaded with the patch",
      );
    if (variable.unit === undefined)
      return this.#refuse(
        undefined,
        variable,
        "PATTERN",
        "a new module variable that is declared by a pattern, or without a value of its own, cannot be initialised in a running program: declare it by name",
      );
    this.#actions.set(variable.name, { kind: "initialise" });
    this.#sayAdded(variable, "migrated", "INITIALISED", "its initialiser runs when the patch comes into force");
  }

  #sayAdded(variable: VariableDescriptor, verdict: Change["verdict"], code: string, why: string): void {
    this.#say({ verdict, what: kindOf(variable), action: "added", new: variable.place, code, why }, variable);
  }

  /** It was there before under another name, or in another module: its value is the program's state. */
  #fromElsewhere(variable: VariableDescriptor, { module, variable: before, how }: Origin): void {
    const place = `${before.place.file}:${before.place.line}`;
    const answer = this.#answer(variable);
    const question = { admits: ["from", "rerun"], candidates: [before.name] } as const;
    if (answer !== undefined) this.#ask(variable, question, `\`${before.name}\` (${place}) is gone`);
    if (answer?.kind === "rerun") return this.#initialised(variable);
    if (how === "renamed" && answer?.kind !== "from") {
      const why = `\`${before.name}\` (${place}) is gone, and this variable has its type and its initialiser: whether it is the same one under another name cannot be told`;
      this.#ask(variable, question, why);
      return this.#sayAdded(
        variable,
        "needs-transformer",
        "RENAMED",
        `${why}. Answer in a transformers file: { from: "${before.name}" } or "rerun"`,
      );
    }
    if (variable.kind === "property" || before.kind === "property")
      return this.#refuseProperty(undefined, variable, `was \`${before.name}\` (${place})`);
    if (how === "unclear")
      return this.#refuse(
        undefined,
        variable,
        "MOVED",
        `it could be \`${before.name}\` (${place}) or another variable of that name that is gone: move them one by one, or answer "rerun" in a transformers file`,
      );
    const types = new TypeComparer({ old: module.types, new: this.#input.new.types, isClassOfBoth: this.#input.types.isClassOfBoth });
    const breaking = types.compare(variable.name, before.type, variable.type).filter((d) => d.effect === "breaks");
    if (breaking.length > 0)
      return this.#refuse(
        undefined,
        variable,
        "MOVED",
        `it was \`${before.name}\` (${place}), and its type changed as well: ${listed(breaking)}. Move it in one update and change its type in the next`,
      );
    this.#actions.set(variable.name, { kind: "rename", js: module.js, name: before.name });
    this.#sayAdded(
      variable,
      "migrated",
      how === "moved" ? "MOVED" : "RENAMED",
      `it was \`${before.name}\` (${place}), and keeps its value`,
    );
  }

  #removed(variable: VariableDescriptor): void {
    if (variable.kind === "function" || this.#input.moved.isElsewhere(variable)) return;
    this.#say({ verdict: "safe", what: kindOf(variable), action: "removed", old: variable.place }, variable);
  }

  #answer(variable: VariableDescriptor): Answer | undefined {
    return this.#input.answers.given.get(variableKey(this.#input.new, variable.name));
  }

  #ask(variable: VariableDescriptor, question: Pick<Question, "admits" | "candidates">, why: string, old?: VariableDescriptor): void {
    const sides =
      old === undefined
        ? {}
        : ({
            old: { module: this.#input.old, type: old.type },
            new: { module: this.#input.new, type: variable.type },
            mayAwait: true,
          } as const);
    this.#questions.push({ key: variableKey(this.#input.new, variable.name), is: "required", ...question, ...sides, why });
  }

  #kept(old: VariableDescriptor, next: VariableDescriptor): void {
    if (old.kind === "import" || next.kind === "import") return this.#keptImport(old, next);
    if (old.kind === "function" && next.kind === "function") return;
    if (old.kind === "function" || next.kind === "function")
      return this.#refuse(
        old,
        next,
        "KIND_CHANGED",
        "it was declared in another way: old code and new code would hold different values under one name",
      );
    if (old.class !== undefined && next.class !== undefined) return; // compared member by member
    if (old.kind === "class" || next.kind === "class") return this.#keptClass(old, next);
    if (old.kind === "property" || next.kind === "property") return this.#keptProperty(old, next);
    if (old.kind === "enum" && next.kind === "enum") return this.#keptEnum(old, next);
    this.#keptValue(old, next);
  }

  #keptImport(old: VariableDescriptor, next: VariableDescriptor): void {
    const same = old.kind === next.kind && old.from?.join("\n") === next.from?.join("\n");
    if (same) return;
    this.#renewed.add(next.name);
    if (next.kind === "import") {
      this.#actions.set(next.name, this.#importAction(next));
      return this.#say({ verdict: "safe", what: "import", action: "changed", old: old.place, new: next.place }, next);
    }
    const origin = this.#originOf(next);
    if (origin !== undefined) this.#fromElsewhere(next, origin);
    else if (next.kind !== "function") this.#initialised(next);
  }

  /** Its initialiser is compared as the statement that it is. */
  #keptProperty(old: VariableDescriptor, next: VariableDescriptor): void {
    if (old.kind !== next.kind) return this.#refuseProperty(old, next, "is exported in one version only");
    if (old.literal !== undefined && next.literal !== undefined) {
      if (old.digest !== next.digest) this.#sayChanged("migrated", old, next, "LITERAL", "it is a literal: new code uses the new value");
      return;
    }
    const breaking = this.#input.types.compare(next.name, old.type, next.type).filter((d) => d.effect === "breaks");
    if (breaking.length > 0) this.#refuseProperty(old, next, `holds what does not fit its new type: ${listed(breaking)}`);
  }

  /** An enumeration holds nothing but what is written in it; values that the program holds are compared where they are held. */
  #keptEnum(old: VariableDescriptor, next: VariableDescriptor): void {
    if (old.digest !== next.digest) this.#renew(old, next, "ENUM", "new code uses the new enumeration");
  }

  #keptClass(old: VariableDescriptor, next: VariableDescriptor): void {
    if (old.kind === next.kind && old.digest === next.digest) return this.#keptFields(old, next);
    this.#refuse(
      old,
      next,
      "CLASS_SHAPE",
      "it is not in both versions a class that its name always holds, so that the classes and objects that exist cannot be found",
    );
  }

  /** Types leave no trace in the emitted class. */
  #keptFields(old: VariableDescriptor, next: VariableDescriptor): void {
    const breaking = this.#input.types.compareClass(next.name, old.type, next.type).filter((d) => d.effect === "breaks");
    if (breaking.length > 0)
      this.#sayChanged(
        "needs-transformer",
        old,
        next,
        "FIELD_TYPE",
        `its instances do not fit the new types of their fields: ${listed(breaking)}`,
      );
  }

  #keptValue(old: VariableDescriptor, next: VariableDescriptor): void {
    const answer = this.#answer(next);
    const isChangedConstant = old.kind === "const" && next.kind === "const" && old.digest !== next.digest;
    if (answer !== undefined) this.#ask(next, { admits: ["convert", "keep", "rerun"] }, "what becomes of its value is up to you", old);
    if (answer?.kind === "convert") return this.#converted(old, next);
    if (answer?.kind === "rerun") return this.#renew(old, next, "RERUN", "its initialiser runs again, as was asked for");
    if (answer?.kind === "keep") return this.#keptAsAsked(old, next);
    if (old.requires === true && next.requires === true) {
      if (isChangedConstant) this.#renew(old, next, "IMPORT", "it is what another module exports: new code uses that one");
      return;
    }
    if (isChangedConstant && old.literal !== undefined && next.literal !== undefined)
      return this.#renew(old, next, "LITERAL", "it is a literal: new code uses the new value");
    if (isChangedConstant && this.#input.answers.initialisers === "rerun")
      return this.#renew(old, next, "RERUN", "its initialiser runs again, as was asked for");
    if (!this.#keptType(old, next)) return;
    if (old.kind === "const" && next.kind === "cell") this.#adopt(old, next);
    else if (isChangedConstant) this.#changedConstant(old, next);
    else if (old.digest !== next.digest)
      this.#sayChanged(
        "no-effect",
        old,
        next,
        "VALUE_KEPT",
        "its initialiser ran when the module was loaded; the variable keeps the value it has now",
      );
  }

  #converted(old: VariableDescriptor, next: VariableDescriptor): void {
    const key = variableKey(this.#input.new, next.name);
    const why = "your transformer converts its value when the patch comes into force";
    this.#renewed.add(next.name);
    this.#actions.set(next.name, { kind: "convert", key, js: this.#input.old.js, name: old.name });
    this.#sayChanged("migrated", old, next, "TRANSFORMED", why);
  }

  #keptAsAsked(old: VariableDescriptor, next: VariableDescriptor): void {
    if (old.kind === "const" && next.kind === "cell") return this.#adopt(old, next);
    this.#sayChanged("migrated", old, next, "VALUE_KEPT", "its value is kept, as was asked for");
  }

  /** Whether the value that the program holds can stay. */
  #keptType(old: VariableDescriptor, next: VariableDescriptor): boolean {
    const differences = this.#input.types.compare(next.name, old.type, next.type);
    const breaking = differences.filter((d) => d.effect === "breaks");
    if (breaking.length > 0) {
      this.#ask(next, { admits: ["convert", "keep", "rerun"] }, listed(breaking), old);
      this.#sayChanged(
        "needs-transformer",
        old,
        next,
        "VARIABLE_TYPE",
        `the value that the program holds does not fit its new type: ${listed(breaking)}`,
      );
      return false;
    }
    // `const f = (a: string) => …`: the function itself is compared as a function.
    const others = next.kind === "const" && this.#input.types.isFunction(next.type) ? [] : differences;
    if (others.length > 0)
      this.#sayChanged(others.some((d) => d.effect !== "widens") ? "migrated" : "safe", old, next, "TYPE_FITS", listed(others));
    return true;
  }

  #adopt(old: VariableDescriptor, next: VariableDescriptor): void {
    this.#renewed.add(next.name);
    this.#actions.set(next.name, { kind: "adopt" });
    this.#sayChanged("migrated", old, next, "ADOPTED", "a constant became a variable: it starts with the value it has");
  }

  #changedConstant(old: VariableDescriptor, next: VariableDescriptor): void {
    if (this.#input.answers.initialisers === "keep")
      return this.#sayChanged("no-effect", old, next, "VALUE_KEPT", "its initialiser is not run again, as was asked for");
    const why = "its initialiser changed, and only you know whether the value is to be kept or computed anew";
    this.#ask(next, { admits: ["keep", "rerun", "convert"] }, why, old);
    const how = "say --initialisers keep or --initialisers rerun, or answer in a transformers file";
    this.#sayChanged("needs-transformer", old, next, "INITIALISER", `${why}: ${how}`);
  }

  #renew(old: VariableDescriptor, next: VariableDescriptor, code: string, why: string): void {
    if (next.unit === undefined)
      return this.#refuse(old, next, "PATTERN", "its initialiser cannot run again, since it is declared by a pattern: declare it by name");
    this.#renewed.add(next.name);
    this.#actions.set(next.name, { kind: "initialise" });
    this.#sayChanged("migrated", old, next, code, why);
  }

  #refuse(old: VariableDescriptor | undefined, next: VariableDescriptor, code: string, why: string): void {
    const places = old === undefined ? { action: "added" as const } : { action: "changed" as const, old: old.place };
    this.#say({ verdict: "refused", what: kindOf(next), ...places, new: next.place, code, why }, next);
  }

  /** Names of other modules of the program are reached where they live, packages by their specifier. */
  #importAction(variable: VariableDescriptor): VariablePatch["action"] {
    const [specifier, name] = variable.from ?? ["", ""];
    const source = resolveExport(this.#input.new.js, specifier, name, this.#input.modules);
    return source === undefined ? { kind: "import", specifier, name } : { kind: "module", ...source };
  }
}

const listed = (differences: readonly TypeDifference[]): string => differences.map(showDifference).join("; ");

const kindOf = (variable: VariableDescriptor): Change["what"] =>
  variable.kind === "class" ? "class" : variable.kind === "import" ? "import" : variable.kind === "function" ? "function" : "variable";
