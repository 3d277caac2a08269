// What changed in the fields that objects of a class have, and where objects that exist already get each value from.
import type { ClassDescriptor, FunctionDescriptor, MemberDescriptor, ModuleDescriptor } from "../../runtime/contract/build.js";
import type { Change, FieldPatch, FieldSource } from "../../runtime/contract/patch.js";
import { type Answer, classKey, fieldKey, type Question } from "./answers.js";
import type { ClassInput } from "./class-input.js";
import type { TypeComparer } from "./compare-types.js";
import { similarity } from "./similarity.js";

export interface FieldComparison {
  readonly changes: readonly Change[];
  readonly patch: readonly FieldPatch[];
  /** Fields that objects made from now on get otherwise than the class itself gives them. */
  readonly renewed: readonly string[];
  /** Whether such objects begin otherwise than the class itself makes them. */
  readonly renewsObjects: boolean;
  /** Whether a field begins otherwise: classes that got it from a patch begin it with what the new class unit computes. */
  readonly reinitialises: boolean;
}

export const compareFields = (old: ClassDescriptor, next: ClassDescriptor, input: ClassInput): FieldComparison =>
  new FieldComparer(old, next, input).run();

class FieldComparer {
  readonly #old: ClassDescriptor;
  readonly #new: ClassDescriptor;
  readonly #input: ClassInput;
  readonly #changes: Change[] = [];
  readonly #patch: FieldPatch[] = [];
  readonly #renewed: string[] = [];
  #reinitialises = false;

  constructor(old: ClassDescriptor, next: ClassDescriptor, input: ClassInput) {
    this.#old = old;
    this.#new = next;
    this.#input = input;
  }

  run(): FieldComparison {
    const isRefused = (f: MemberDescriptor, other: ClassDescriptor): boolean => isPrivate(f) && hasOtherKind(f, other);
    const before = fieldsOf(this.#old).filter((f) => !isRefused(f, this.#new));
    const after = fieldsOf(this.#new).filter((f) => !isRefused(f, this.#old));
    for (const field of after) {
      const known = before.find((f) => f.name === field.name);
      if (known === undefined)
        this.#added(
          field,
          before.filter((f) => !after.some((g) => g.name === f.name)),
        );
      else this.#kept(known, field);
    }
    for (const field of before) if (!after.some((f) => f.name === field.name)) this.#removed(field);
    const losesFields = before.some((f) => !isPrivate(f) && f.assigned !== true && !after.some((g) => g.name === f.name));
    return {
      changes: this.#changes,
      patch: this.#patch,
      renewed: this.#renewed,
      renewsObjects: losesFields || this.#renewed.length > 0,
      reinitialises: this.#reinitialises,
    };
  }

  #say(verdict: Change["verdict"], old: MemberDescriptor | undefined, next: MemberDescriptor | undefined, code: string, why: string): void {
    this.#changes.push({
      verdict,
      what: "class",
      action: old === undefined ? "added" : next === undefined ? "removed" : "changed",
      name: `${this.#new.id}.${(next ?? old)?.name}`,
      ...(old === undefined ? {} : { old: old.place }),
      ...(next === undefined ? {} : { new: next.place }),
      code,
      why,
    });
  }

  // --- what the user says

  get #isBack(): boolean {
    return this.#input.answers.direction === "back";
  }

  #answerFor(field: MemberDescriptor): Answer | undefined {
    return this.#input.answers.given.get(this.#key(field));
  }

  #key(field: MemberDescriptor): string {
    return fieldKey(this.#input.new, this.#new.id, field.name);
  }

  get #isConvertedAtOnce(): boolean {
    const strategy = this.#input.answers.given.get(classKey(this.#input.new, this.#new));
    return strategy === undefined || strategy.kind === "eager";
  }

  /** A function under the key gets the old fields of an object and returns the new field's value. */
  #ask(field: MemberDescriptor, admits: readonly Answer["kind"][], why: string, candidates?: readonly string[]): void {
    this.#input.questions.push({
      key: this.#key(field),
      is: "required",
      admits,
      fields: typedFields(this.#input.old, this.#old, /^#?[\w$]+$/),
      new: { module: this.#input.new, type: field.type },
      ...(this.#isConvertedAtOnce ? { mayAwait: true } : {}),
      ...(candidates === undefined ? {} : { candidates }),
      why: `${this.#new.id}.${field.name}: ${why}`,
    });
  }

  // --- fields that objects do not have yet

  #added(field: MemberDescriptor, gone: readonly MemberDescriptor[]): void {
    const obstacle = obstacleOf(field);
    if (obstacle !== undefined) return this.#say("refused", undefined, field, "FIELD", obstacle);
    if (field.assigned !== true) this.#renewed.push(field.name);
    const namesake = gone.find((f) => isRenaming(f, field, this.#input.types));
    if (field.assigned === true && field.initial === "none" && this.#input.types.admitsUndefined(field.type))
      return this.#say("safe", undefined, field, "FIELD_ADDED", "objects begin without it, as new ones do");
    const startsByItself = field.initial === "pure" || (field.initial === "none" && this.#input.types.admitsUndefined(field.type));
    const why = namesake === undefined ? reasonOf(field) : renamingOf(namesake);
    if (namesake !== undefined || !startsByItself || this.#answerFor(field) !== undefined)
      this.#ask(
        field,
        admitted(startsByItself, gone.length > 0),
        why,
        gone.map((f) => f.name),
      );
    this.#give(field, namesake, startsByItself, why);
  }

  #give(field: MemberDescriptor, namesake: MemberDescriptor | undefined, startsByItself: boolean, why: string): void {
    const answer = this.#answerFor(field);
    if (answer?.kind === "from") return this.#renamed(field, answer.name);
    if (answer?.kind === "convert")
      return this.#add(field, { kind: "transformer", key: this.#key(field) }, "objects that exist get it from the state transformer");
    const isDoubtful = namesake !== undefined && answer === undefined && !this.#isBack;
    if (isDoubtful)
      return this.#say(
        "needs-transformer",
        namesake,
        field,
        "FIELD_RENAMED",
        `${why}. Say so under ${this.#key(field)} in a transformers file`,
      );
    if (startsByItself) return this.#add(field, { kind: "initialiser" }, "objects that exist get the value of its initialiser");
    if (this.#isBack) return this.#add(field, { kind: "kept" }, "objects get back the value that they had before the update");
    this.#say(
      "needs-transformer",
      undefined,
      field,
      "FIELD_ADDED",
      `objects that exist need a value for it: ${why}. Give it under ${this.#key(field)} in a transformers file`,
    );
  }

  #add(field: MemberDescriptor, source: FieldSource, why: string): void {
    this.#patch.push({ kind: "added", name: field.name, source });
    this.#say("migrated", undefined, field, "FIELD_ADDED", why);
  }

  #renamed(field: MemberDescriptor, from: string): void {
    const old = fieldsOf(this.#old).find((f) => f.name === from);
    if (old === undefined || !this.#input.types.fits(old.type, field.type))
      return this.#say(
        "refused",
        old,
        field,
        "FIELD",
        `it is said to have been \`${from}\`, which is no field of the old class whose values fit its type`,
      );
    this.#patch.push({ kind: "added", name: field.name, source: { kind: "field", from } });
    this.#say("migrated", old, field, "FIELD_RENAMED", `objects that exist have its value as \`${from}\``);
  }

  // --- fields that they have

  #kept(old: MemberDescriptor, next: MemberDescriptor): void {
    if (!this.#input.types.fits(old.type, next.type)) this.#retyped(old, next);
    else if (
      old.digest !== next.digest ||
      old.initial !== next.initial ||
      next.uses?.some((name) => this.#input.renewed.has(name)) === true
    )
      this.#reinitialised(old, next);
  }

  #retyped(old: MemberDescriptor, next: MemberDescriptor): void {
    const isReplaced = this.#isReplaced(old, next);
    const obstacle = isReplaced ? undefined : (obstacleOf(next) ?? repeats(old));
    if (obstacle !== undefined) return this.#say("refused", old, next, "FIELD", obstacle);
    const types = `its type was \`${old.type?.text}\` and is \`${next.type?.text}\``;
    if (old.digest !== next.digest) this.#beginAnew(next, isReplaced);
    this.#ask(next, ["convert", "keep"], types);
    const answer = this.#answerFor(next);
    const convert = (source: FieldSource, why: string): void => {
      this.#patch.push({ kind: "converted", name: next.name, source });
      this.#say("migrated", old, next, "FIELD_TYPE", `${types}: ${why}`);
    };
    if (answer?.kind === "convert") convert({ kind: "transformer", key: this.#key(next) }, "the state transformer converts it");
    else if (answer?.kind === "keep")
      this.#say("migrated", old, next, "FIELD_TYPE", `${types}: objects keep their values, as was asked for`);
    else if (this.#isBack)
      convert({ kind: "kept" }, "objects get back the value that they had before the update; later changes of it are lost");
    else
      this.#say(
        "needs-transformer",
        old,
        next,
        "FIELD_TYPE",
        `${types}: the values that objects hold are of the old one. Convert them under ${this.#key(next)} in a transformers file`,
      );
  }

  #reinitialised(old: MemberDescriptor, next: MemberDescriptor): void {
    if (next.initial === "constructor" && old.initial === next.initial) return;
    if (this.#holdsSame(old, next)) return;
    const isReplaced = this.#isReplaced(old, next);
    const obstacle = isReplaced ? undefined : (obstacleOf(next) ?? repeats(old));
    if (obstacle !== undefined) return this.#say("refused", old, next, "FIELD", obstacle);
    this.#beginAnew(next, isReplaced);
    this.#say("safe", old, next, "FIELD_INITIAL", "objects that exist keep their values, new ones begin with the new one");
  }

  /** What the constructor assigns, its newest code gives to new objects. */
  #beginAnew({ name, assigned }: MemberDescriptor, isReplaced: boolean): void {
    if (assigned === true) return;
    this.#reinitialises = true;
    if (!isReplaced) this.#renewed.push(name);
  }

  /** The initialiser is code of its own, whose stub leads to the newest, whatever made the class. */
  #isReplaced(old: MemberDescriptor, next: MemberDescriptor): boolean {
    return (isRouted(old, this.#input.old) && isRouted(next, this.#input.new)) || (old.assigned === true && next.assigned === true);
  }

  /** `handler = () => …`: the function has a stub of its own and is compared itself. */
  #holdsSame(old: MemberDescriptor, next: MemberDescriptor): boolean {
    const [before, after] = [heldFunction(old, this.#input.old), heldFunction(next, this.#input.new)];
    return before !== undefined && after !== undefined && before.id === after.id && before.form === after.form;
  }

  #removed(field: MemberDescriptor): void {
    const obstacle = repeats(field);
    if (obstacle !== undefined) return this.#say("refused", field, undefined, "FIELD", obstacle);
    const isMoved = this.#patch.some((p) => p.kind === "added" && p.source.kind === "field" && p.source.from === field.name);
    this.#patch.push({ kind: "removed", name: field.name, why: isMoved ? "renamed" : "removed" });
    if (isMoved) return;
    if (isPrivate(field)) this.#say("safe", field, undefined, "FIELD_REMOVED", "objects that exist keep it, where nothing can see it");
    else this.#say("migrated", field, undefined, "FIELD_REMOVED", "objects lose it; a rollback gives its value back");
  }
}

/** A private name for something else in the other version, which compare-classes.ts refuses. */
const hasOtherKind = ({ name }: MemberDescriptor, { members }: ClassDescriptor): boolean =>
  members.some((m) => m.name === name && (m.static || m.kind !== "field"));

const isPrivate = ({ name }: MemberDescriptor): boolean => name.startsWith("#");
/** Fields of the old version's objects that code outside of the class can name. */
export const shownFields = (module: ModuleDescriptor, of: ClassDescriptor): NonNullable<Question["fields"]> =>
  typedFields(module, of, /^[\w$]+$/);

const typedFields = (module: ModuleDescriptor, of: ClassDescriptor, named: RegExp): NonNullable<Question["fields"]> =>
  fieldsOf(of)
    .filter(({ name }) => named.test(name))
    .map(({ name, type }) => ({ name, is: "required", typed: { module, type } }));

const fieldsOf = (of: ClassDescriptor): MemberDescriptor[] => of.members.filter((m) => m.kind === "field" && !m.static);

function obstacleOf(field: MemberDescriptor): string | undefined {
  if (field.unkeyed === true) return "its key has to be computed by code that is no constant";
  if (field.initial === "fixed")
    return "its initialiser uses what only the class itself can reach: private names, `super`, or names around the class";
  return undefined;
}

const heldFunction = (field: MemberDescriptor, module: ModuleDescriptor): FunctionDescriptor | undefined =>
  field.function === undefined || isRouted(field, module)
    ? undefined
    : module.functions.find((f) => f.parent === field.function && (f.form === "arrow" || f.form === "expression"));

/** Whether the initialiser of a field has a stub: one that is nothing but a function has none. */
export const isRouted = (field: MemberDescriptor, { functions }: ModuleDescriptor): boolean =>
  field.function !== undefined && functions[field.function]?.fixed === undefined;

/** The class goes on running the initialiser that it was made with. */
const repeats = (old: MemberDescriptor): string | undefined =>
  old.initial === "effects" || old.initial === "fixed"
    ? "the class that exists goes on running its old initialiser for new objects, which has effects: keep it, or restart the process for this change"
    : undefined;

function reasonOf(field: MemberDescriptor): string {
  if (field.initial === "constructor") return "the constructor computes it from what it was called with, or with effects";
  if (field.initial === "effects") return "its initialiser has effects, or depends on the moment or on other fields";
  return `\`${field.type?.text}\` does not admit undefined`;
}

const renamingOf = (old: MemberDescriptor): string =>
  `it seems to be \`${old.name}\` under a new name, which cannot be told from a new field`;

const admitted = (startsByItself: boolean, isRenamable: boolean): Answer["kind"][] => [
  ...(startsByItself ? (["rerun"] as const) : []),
  "convert",
  ...(isRenamable ? (["from"] as const) : []),
];

/** A type that fits, and either the same beginning or much the same name. */
function isRenaming(old: MemberDescriptor, next: MemberDescriptor, types: TypeComparer): boolean {
  if (!types.fits(old.type, next.type) || old.initial !== next.initial) return false;
  return (old.digest === next.digest && old.initial !== "none") || similarity(words(old.name), words(next.name)) >= 0.5;
}

/** `maxSize` as the words `max size`. */
const words = (name: string): string => name.replace(/([A-Z])/g, " $1").toLowerCase();
