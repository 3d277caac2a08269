// The program as its version in force describes it: modules, classes that are evaluated once, and what each function is called there.
import {
  type ClassDescriptor,
  type FunctionDescriptor,
  type MemberDescriptor,
  type ModuleDescriptor,
  showPlace,
} from "../contract/build.js";
import type { ClassMember } from "../contract/emitted.js";
import { planCaptures } from "../frames/captures.js";
import { findMember } from "../language/class-members.js";
import { type CodeFile, readDescriptor, readManifest } from "../load/code.js";
import { Refusal } from "../refusal.js";
import type { History, ModuleHistory } from "../versions/history.js";
import { findLineage, type Lineage } from "../versions/lineage.js";
import type { FunctionUse } from "./functions.js";

export interface ProgramModule {
  readonly js: string;
  readonly record: ModuleHistory;
  readonly descriptor: ModuleDescriptor;
}

export interface ProgramClass {
  readonly js: string;
  readonly descriptor: ClassDescriptor;
  readonly itself: { readonly prototype: object };
  /** The build can make the class by itself. */
  readonly canBeMade: boolean;
  /** Its objects have some, fields or methods. */
  readonly hasPrivateNames: boolean;
  /** Private fields of its objects (`static`: its own). */
  privateFields(side: "static" | "instance"): readonly (readonly [name: string, member: ClassMember])[];
  /** The member of the class's own text whose function this is. */
  ownsFunction(id: string): boolean;
}

export class Program {
  readonly version: string;
  readonly outDir: string;
  readonly modules: readonly ProgramModule[];
  readonly #names = new Map<Lineage, { readonly module: ProgramModule; readonly id: string }>();
  readonly #classes = new Map<unknown, ProgramClass>();
  readonly #prototypes = new Map<unknown, ProgramClass>();

  constructor(history: History) {
    history.refresh();
    history.checkUntouched([...history.modules].map(({ module }) => module.js));
    const last = history.entries.at(-1);
    if (last?.root === undefined || readManifest(last.root).build !== last.version)
      throw new Refusal(
        "NO_BUILD",
        `the build of version ${history.version} is not where it was when it came into force, and a resumed process would run from it: put it back.`,
      );
    const { root, version } = last;
    this.version = version;
    this.outDir = root;
    this.modules = [...history.modules].map((record) => ({
      js: record.module.js,
      record,
      descriptor: readDescriptor(root, record.module.js),
    }));
    const common = this.modules.find(({ descriptor }) => descriptor.moduleFormat === "cjs");
    if (common !== undefined)
      throw new Refusal(
        "COMMONJS",
        `${common.descriptor.source} is built as CommonJS: checkpoints can be taken of ES modules only ("type": "module").`,
      );
    for (const module of this.modules) {
      for (const [id, lineage] of module.record.lineages) this.#names.set(lineage, { module, id });
      for (const descriptor of module.descriptor.classes) this.#addClass(module, descriptor);
    }
  }

  /** As the version in force has the function; undefined where it does not have it. */
  findFunction(
    code: CodeFile,
    index: number,
  ): { readonly js: string; readonly fn: FunctionDescriptor; readonly lineage: Lineage } | undefined {
    const lineage = findLineage(code, index);
    const name = lineage && this.#names.get(lineage);
    const fn = name?.module.descriptor.functions.find(({ id }) => id === name.id);
    return lineage === undefined || name === undefined || fn === undefined ? undefined : { js: name.module.js, fn, lineage };
  }

  /** What a closure captures, as its newest code has it. */
  capturesOf({ code, fn, captures }: FunctionUse, lineage: Lineage): readonly unknown[] {
    return planCaptures(fn, lineage.stepsAfter(code))(captures);
  }

  findClass(value: unknown): ProgramClass | undefined {
    return this.#classes.get(value);
  }

  /** The class whose prototype object this is. */
  findPrototype(value: unknown): ProgramClass | undefined {
    return this.#prototypes.get(value);
  }

  #addClass({ js, record, descriptor: { functions, variables } }: ProgramModule, descriptor: ClassDescriptor): void {
    const { id, variable, isDecorated, members, place } = descriptor;
    if (variable === undefined || isDecorated === true) return;
    if (record.classes.get(id)?.isChanged === true)
      throw new Refusal(
        "CLASS_CHANGED",
        `the class ${id} was changed by an update of this process: a checkpoint can be taken of a process that was started with it.`,
        showPlace(place),
      );
    const itself = read(record, variable) as object | undefined;
    if (typeof itself !== "function" || !isClass(itself)) return;
    const added = record.classes.get(id)?.privates;
    const find = (name: string): ClassMember | undefined => added?.get(name)?.member ?? findMember(record.module.classes.get(id), name);
    const ids = new Set(members.flatMap((member) => (member.function === undefined ? [] : [functions[member.function]?.id])));
    const known: ProgramClass = {
      js,
      descriptor,
      itself,
      canBeMade: variables.find(({ name }) => name === variable)?.unit !== undefined,
      hasPrivateNames: members.some((member) => !member.static && member.name.startsWith("#")),
      privateFields: (side) => members.filter(isPrivateField(side)).map(({ name }) => [name, found(find(name), id, name)]),
      ownsFunction: (fn) => ids.has(fn),
    };
    this.#classes.set(itself, known);
    this.#prototypes.set(itself.prototype, known);
  }
}

const isClass = (value: object): value is ProgramClass["itself"] => typeof (value as { prototype?: unknown }).prototype === "object";

const isPrivateField =
  (side: "static" | "instance") =>
  (member: MemberDescriptor): boolean =>
    member.kind === "field" && member.name.startsWith("#") && member.static === (side === "static");

function found(member: ClassMember | undefined, id: string, name: string): ClassMember {
  if (member === undefined)
    throw new Refusal("NOT_PORTABLE", `the private field ${name} of class ${id} cannot be reached from outside of the class.`);
  return member;
}

/** Undefined for a variable that has no value yet. */
function read({ module }: ModuleHistory, name: string): unknown {
  try {
    return module.read(name);
  } catch {
    return undefined;
  }
}
