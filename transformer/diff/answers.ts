// What the user decides where only the user can: by the keys of the transformers file, or for all by an option.
import type { ClassDescriptor, ModuleDescriptor } from "../../runtime/contract/build.js";
import type { CallPolicy } from "../../runtime/contract/patch.js";
import type { TypeDescriptor } from "../../runtime/contract/types.js";

export type Answer =
  /** the present value stays, whatever its type says */
  | { readonly kind: "keep" }
  /** the initialiser runs again */
  | { readonly kind: "rerun" }
  /** the function under this key converts the value */
  | { readonly kind: "convert" }
  /** objects of the class are converted at their first touch, or all before the update */
  | { readonly kind: "lazy" }
  | { readonly kind: "eager" }
  /** it is what another name was in the old version */
  | { readonly kind: "from"; readonly name: string };

/** What to do about a constant whose initialiser changed and is no literal. */
export type InitialiserChoice = "ask" | "keep" | "rerun";

export interface Answers {
  readonly initialisers: InitialiserChoice;
  /** When objects that exist get the fields of their class's new version: all at once, or each at its first touch. */
  readonly instances: "eager" | "lazy";
  /** `back`: for a rollback, for which values are kept. */
  readonly direction: "forward" | "back";
  readonly given: ReadonlyMap<string, Answer>;
  /** What becomes of running calls, by function. */
  readonly policies: ReadonlyMap<string, GivenPolicy>;
  readonly invariants: readonly Invariant[];
}

/** What a transformers file says holds together. */
export interface Invariant {
  /** The author's own word for it. */
  readonly name: string;
  /** Keys of classes, variables and functions. */
  readonly members: readonly string[];
  /** `file:line:column` */
  readonly at: string;
}

/** What a transformers file says of the running calls of one function. */
export interface GivenPolicy {
  readonly policy: CallPolicy;
  /** Locals that a restarted call keeps. */
  readonly carry: readonly string[];
  /** `file:line:column` */
  readonly at: string;
}

/** Something that the user may have to say, with the types of both sides for the transformers file. */
export interface Question {
  readonly key: string;
  /** `required`: without an answer there is no patch. */
  readonly is: "required" | "optional";
  /** What an answer may be. */
  readonly admits: readonly Answer["kind"][];
  /** Whether the update can wait for a transformer that is asynchronous. */
  readonly mayAwait?: true;
  /** Whether the transformer may say, by `undefined`, that there is no such value in the version that it leads to. */
  readonly mayRefuse?: true;
  /** What is converted: its type where it is held, and where it goes to. */
  readonly old?: Typed;
  readonly new?: Typed;
  /** Fields of the object whose field it is, as they are in the old version. */
  readonly fields?: Question["locals"];
  /** Fields of the objects of a class, whose conversion is up to a function that gets them all. */
  readonly objects?: Question["locals"];
  /** Other locals that a local's transformer can see. */
  readonly locals?: readonly { readonly name: string; readonly is: "required" | "optional"; readonly typed: Typed }[];
  /** Names of the old version that it may have had. */
  readonly candidates?: readonly string[];
  readonly why: string;
}

export interface Typed {
  readonly module: ModuleDescriptor;
  readonly type?: TypeDescriptor | undefined;
}

/** Where the new value is itself a promise, a promise is nothing to wait for. */
export const holdsPromise = (question: Question): boolean => /\bPromise</.test(question.new?.type?.text ?? "");

export const variableKey = (module: ModuleDescriptor, name: string): string => `${module.source}#${name}`;
/** Says when its objects are converted. */
export const classKey = (module: ModuleDescriptor, { id }: Pick<ClassDescriptor, "id">): string => `${module.source}#${id}`;
export const fieldKey = (module: ModuleDescriptor, owner: string, field: string): string => `${module.source}#${owner}.${field}`;
export const functionKey = (module: ModuleDescriptor, fn: string): string => `${module.source}#${fn}`;
export const localKey = (module: ModuleDescriptor, fn: string, local: string): string => `${module.source}#${fn}:${local}`;

/** A channel belongs to no module: its ends may be in two. */
export const channelKey = (name: string): string => `channel:${name}`;
export const isChannelKey = (key: string): boolean => /^channel:/.test(key);

/** What was renamed is renamed back, unless the user says otherwise. */
export function answersBack(forward: ReadonlyMap<string, Answer>, back: ReadonlyMap<string, Answer>): ReadonlyMap<string, Answer> {
  const reversed = [...forward].flatMap(([key, answer]) => {
    const [, before, name] = /^(.*[:.]|.*#)(#?[^#:.]+)$/.exec(key) ?? [];
    return answer.kind === "from" && before !== undefined && name !== undefined
      ? [[before + answer.name, { kind: "from", name }] as const]
      : [];
  });
  return new Map<string, Answer>([...reversed, ...back]);
}
