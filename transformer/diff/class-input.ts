// What the comparison of classes has to know beside the two versions of a module.
import type { ClassDescriptor, ModuleDescriptor } from "../../runtime/contract/build.js";
import type { Answers, Question } from "./answers.js";
import type { TypeComparer } from "./compare-types.js";

/** A class and the module that declares it. */
export interface FoundClass {
  readonly module: ModuleDescriptor;
  readonly descriptor: ClassDescriptor;
}

/** The class that a name of a module stands for, also where it is imported. */
export type ClassFinder = (module: ModuleDescriptor, name: string) => FoundClass | undefined;

export interface ClassInput {
  readonly old: ModuleDescriptor;
  readonly new: ModuleDescriptor;
  readonly types: TypeComparer;
  readonly answers: Answers;
  /** Questions for the user are added here. */
  readonly questions: Question[];
  readonly findClass: { readonly old: ClassFinder; readonly new: ClassFinder };
  /** Names whose meaning changed: initialisers that use one of them give something else. */
  readonly renewed: ReadonlySet<string>;
}
