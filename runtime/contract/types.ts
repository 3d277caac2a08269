// The types of what a running program holds, as a build describes them: a graph without the program it was read from.

/** Index into the `types` of the module that holds it. */
export type TypeId = number;

/** Where a type is declared: file relative to the project folder, line from 1. */
export interface Declared {
  readonly file: string;
  readonly line: number;
}

export interface TypeProperty {
  readonly name: string;
  readonly type: TypeId;
  readonly optional?: true;
  /** Line of its declaration, in `file` where that is not the file of the type itself. */
  readonly line?: number;
  readonly file?: string;
}

export type TypeNode =
  /** `string`, `undefined`, `any`, `unknown`, `object` and the like */
  | { readonly kind: "primitive"; readonly name: string }
  /** `"a"`, `1`, `10n`, `true`: a type with one value */
  | { readonly kind: "literal"; readonly text: string; readonly of: "string" | "number" | "bigint" | "boolean" }
  | { readonly kind: "union" | "intersection"; readonly members: readonly TypeId[] }
  | ObjectType
  /** A type of the standard library, of Node, or of a package: by name, `from` package, and digest of the declaration's text. */
  | {
      readonly kind: "reference";
      readonly name: string;
      readonly args: readonly TypeId[];
      readonly from?: string;
      readonly digest?: string;
    }
  | { readonly kind: "tuple"; readonly elements: readonly TupleElement[] }
  /** By the text of its signatures: a function that is held runs its newest code. */
  | { readonly kind: "function"; readonly text: string }
  | { readonly kind: "enum"; readonly name: string; readonly members: readonly (readonly [name: string, value: string | number])[] }
  /** A type parameter, or what only its program can work out: equal where its text is. */
  | { readonly kind: "opaque"; readonly text: string };

export interface ObjectType {
  readonly kind: "object";
  /** Absent for `{ … }` without a name. */
  readonly name?: string;
  /** Type arguments, for its name only: the properties are worked out. */
  readonly args?: readonly TypeId[];
  readonly at?: Declared;
  /** For instances of a class: its own name and those of its base classes, each as `src/user.ts#User`. */
  readonly classes?: readonly string[];
  readonly properties: readonly TypeProperty[];
  /** Names of methods that every such object has; those of classes are left out, they come with the class. */
  readonly methods?: readonly string[];
  /** Index signatures: `string`, `number` or `symbol`, and what they lead to. */
  readonly indexes?: readonly (readonly [key: string, type: TypeId])[];
}

export interface TupleElement {
  readonly type: TypeId;
  readonly is: "required" | "optional" | "rest";
}

/** The type of one variable: as people read it, and where its structure is. */
export interface TypeDescriptor {
  readonly text: string;
  readonly id: TypeId;
}
