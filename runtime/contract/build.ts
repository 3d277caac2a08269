// What a build leaves behind for later updates: manifest, descriptors, and the names of the files that hold them.
import type { TypeDescriptor, TypeNode } from "./types.js";

/** Raised whenever emitted code, descriptors or the patch format change in a way older runtimes cannot read. */
export const FORMAT = 6;

/** Folder below `outDir` that holds everything an update needs and a running program never loads by itself. */
export const BUILD_FOLDER = ".ts-updatable";

/** Name of the build manifest inside {@link BUILD_FOLDER}. */
export const MANIFEST_FILE = "manifest.json";

/** 1-based line and 0-based column, as TypeScript source maps count them; `file` is relative to the project folder, with `/`. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** `src/server.ts:31:5`; columns count from 1 for people. */
export const showPlace = (place: Place): string => `${place.file}:${place.line}:${place.column + 1}`;

/** A build as a whole. Its id is a digest over every module, so that two equal builds have equal ids. */
export interface BuildManifest {
  readonly format: number;
  /** Digest of the plug-in's version and options: a build made with other options must be emitted anew. */
  readonly options: string;
  /** Version id of the whole build: 16 hexadecimal digits. */
  readonly build: string;
  readonly updatePoints: UpdatePointMode;
  readonly modules: readonly ModuleEntry[];
}

/** `named`: only where the program calls `updatePoint()`. */
export type UpdatePointMode = "interrupt" | "poll" | "named";

/** One emitted module: where it is and which files belong to it; all paths relative to `outDir`, with `/`. */
export interface ModuleEntry {
  /** Emitted file, e.g. `src/main.js`; also the module's stable id. */
  readonly js: string;
  /** sha256 of the emitted text: a file changed after the build is not the build's any more. */
  readonly digest: string;
  /** sha256 of the descriptor file. */
  readonly descriptor: string;
}

/** Paths of a module's own files below {@link BUILD_FOLDER}. */
export const descriptorFile = (js: string): string => `${js}.descriptor.json`;
export const unitFile = (js: string): string => `${js}.unit.cjs`;

export type FunctionKind = "sync" | "async" | "generator" | "async-generator";
export type FunctionForm = "declaration" | "expression" | "arrow" | "method" | "getter" | "setter" | "constructor" | "class-part" | "loop";

/** How a variable is kept while its function runs, and so how a saved frame carries it. */
export type Storage =
  /** the value itself; nobody else can change it */
  | "value"
  /** a box `{ v }`, shared with every closure that captured the variable */
  | "box";

export interface LocalDescriptor {
  readonly name: string;
  readonly storage: Storage;
  /**
   * A capture, parameter, variable of the function itself, a value the compiler keeps for an unfinished expression, or (`cells`, named
   * `$E` and the index of the function whose call it is) the object by which a call and its closures share what later versions add.
   */
  readonly role: "capture" | "parameter" | "local" | "temporary" | "cells";
  readonly type?: TypeDescriptor;
  readonly place: Place;
  /** True where the declaration has an initialiser that the unit can compute on its own (`init`). */
  readonly pure?: boolean;
  /** True where that initialiser needs no other local. */
  readonly alone?: boolean;
  /** True where it is declared inside a loop, so that one call has many of it. */
  readonly repeated?: boolean;
  /** A call that begins anew can keep it: it stands by its own name in the function's own block. */
  readonly keepable?: true;
  /** Of a parameter: the function assigns it, so that what it was called with is lost. */
  readonly assigned?: true;
}

export type PointKind = "entry" | "loop" | "call" | "await" | "yield" | "catch" | "finally" | "label";

/** A place where a frame can stand while the program is updated. */
export interface PointDescriptor {
  /** Number within the function, in source order: the same in base build and unit. */
  readonly id: number;
  readonly kind: PointKind;
  readonly place: Place;
  /** The user's own label (`updatePoint("label")`). */
  readonly label?: string;
  /** It is a `finally` block, or stands in one: what runs there is the end of something. */
  readonly cleaning?: true;
  /** Callee as written, of a call or of what an `await` waits for. */
  readonly text?: string;
  /** Indexes into `locals`: what has a value at this point. */
  readonly live: readonly number[];
}

/** One statement of a function's tree, for matching points across versions. */
export interface StatementDescriptor {
  /** Syntactic kind, e.g. `ForStatement`. */
  readonly kind: string;
  /** The statement's own text without its nested blocks, white space folded. */
  readonly text: string;
  /** Points that belong to this statement itself, not to nested statements. */
  readonly points: readonly number[];
  /** Indexes into `locals` of what the compiler keeps for this statement: a loop's cursor, how a `try` block ended. */
  readonly keeps: readonly number[];
  /** Names that a declaration declares. */
  readonly declares: readonly string[];
  readonly blocks: readonly (readonly StatementDescriptor[])[];
}

export interface FunctionDescriptor {
  /** Stable name within the module: `Class.method`, `outer/inner`, `outer/map()`. */
  readonly id: string;
  /** Slot number in the module's holders. */
  readonly index: number;
  readonly kind: FunctionKind;
  readonly form: FunctionForm;
  /** Index of the enclosing function, or -1. */
  readonly parent: number;
  /** Digest of the function's own plain text; nested functions count by their id only. */
  readonly digest: string;
  readonly place: Place;
  /** All that a saved frame holds, in the order of the emitted save call. */
  readonly locals: readonly LocalDescriptor[];
  /** Indexes into `locals` of the captured variables, in the order in which the entry stub hands them over. */
  readonly captures: readonly number[];
  /** An arrow function that uses the `this` of the function around it. */
  readonly usesThis?: boolean;
  readonly points: readonly PointDescriptor[];
  readonly tree: readonly StatementDescriptor[];
  /** What it writes that is neither its own nor its module's. */
  readonly writes?: readonly OuterWriteDescriptor[];
  /** Why this function has no unit: it runs as before and can be neither replaced nor moved. */
  readonly fixed?: string;
  /** Why a running frame of this function cannot be moved although later calls can be replaced. */
  readonly unmovable?: string;
  /** It is called where it stands, while the module is loaded, and never again: `(() => { … })()`, or what fills an enumeration. */
  readonly once?: "enumeration" | "initialisation";
  /** A name of the module that always holds it; for a method of a class that is evaluated once, the class with which it begins ({@link heldByClass}). */
  readonly heldBy?: string;
}

/** As functions that names of the module hold are told, for a method. */
export const heldByClass = (classId: string, name: string): string => `${classId}#${name}`;

/** A write to what other modules or all share: `process.env.HOME`, `globalThis.cache`, `config.limit`. */
export interface OuterWriteDescriptor {
  readonly text: string;
  readonly place: Place;
}

/** A binding at the top level of a module. */
export interface VariableDescriptor {
  readonly name: string;
  /** `property`: TypeScript keeps an exported variable of a CommonJS module as a property of `exports` only. */
  readonly kind: "import" | "function" | "class" | "const" | "cell" | "enum" | "property";
  /** Digest of the initialiser's plain text, nested functions by id. */
  readonly digest: string;
  /** A literal initialiser's text: a change of it can be carried over. */
  readonly literal?: string;
  /** Present where the unit file can run the initialiser: indexes of the functions in it. */
  readonly unit?: readonly number[];
  /** For a class: that of its instances. */
  readonly type?: TypeDescriptor;
  readonly place: Place;
  /** Index of the class that it always holds. */
  readonly class?: number;
  /** For imports: module specifier and imported name (`*` for the namespace). */
  readonly from?: readonly [specifier: string, name: string];
  /** It is what another module exports, got by `require`: an import of a CommonJS module. */
  readonly requires?: true;
  /** TypeScript's own variable for what decorators made of a class: the name that the source has for it. */
  readonly aliasOf?: string;
}

/** How a field gets its first value. */
export type FieldInitial =
  /** it is `undefined` */
  | "none"
  /** the class unit computes it: for any object, at any time, with the same result */
  | "pure"
  /** the class unit computes it, which may have effects or depend on the moment */
  | "effects"
  /** the constructor gives it, from its parameters or with effects */
  | "constructor"
  /** only the class itself can compute it: it uses private names, `super`, or names around the class */
  | "fixed";

/** One member of a class body, as far as a running program can be given it or can lose it. */
export interface MemberDescriptor {
  /** The key as written, without `static` and accessor words: `size`, `"a b"`, `[Symbol.iterator]`, `#secret`; empty for a static block. */
  readonly name: string;
  readonly kind: "method" | "getter" | "setter" | "field" | "block";
  readonly static: boolean;
  /** Index of the function of a method, accessor or initialiser. */
  readonly function?: number;
  /** Type of a field. */
  readonly type?: TypeDescriptor;
  /** Digest of a field's initialiser, of a static block, or of a computed key that cannot be computed again. */
  readonly digest: string;
  readonly initial?: FieldInitial;
  /** Names of the module that the initialiser uses. */
  readonly uses?: readonly string[];
  /** The field is written in the source as `readonly`; its literal initialiser, if it has one. */
  readonly readonly?: true;
  readonly literal?: string;
  /** The class unit cannot compute the key: `[next()]`. */
  readonly unkeyed?: true;
  /** No field of the emitted class: code assigns it, as TypeScript has it with `useDefineForClassFields: false`. */
  readonly assigned?: true;
  readonly place: Place;
}

export interface ClassDescriptor {
  /** Stable name within the module: `Worker`, `make/Local`. */
  readonly id: string;
  /** Number of the class in its module; the unit of one with a `variable` is `c${index}`. */
  readonly index: number;
  /** Name at module level that always holds this class; absent for classes that are made inside functions or expressions. */
  readonly variable?: string;
  /** The variable holds what decorators made of it, which can be another class: it is found by what it says of itself when it is evaluated. */
  readonly isDecorated?: true;
  /** Code behind it at the top level of the module puts decorators upon it or its members. */
  readonly hasDecorations?: true;
  /** What it extends, as written; absent for a base class. */
  readonly base?: string;
  /** The class unit can compute the base. */
  readonly isBaseNamed?: true;
  /** Index of the constructor's function. A derived class without a constructor of its own has none. */
  readonly construct?: number;
  /** Functions that stand in its unit: they have slots there. */
  readonly slots: readonly number[];
  readonly members: readonly MemberDescriptor[];
  /** Private names that TypeScript keeps outside of the class, below ES2022. */
  readonly loweredNames?: readonly string[];
  readonly place: Place;
}

/** Stands for a point in {@link CodePlaces}: an entry stub that only waits for the newer code it has called. */
export const STUB_POINT = -1;

/** Marks the call by which a function's handler saves its frame: a frame that stands there has been replaced and only hands on a result. */
export const SHELL_POINT = -2;

/** Where points and functions came to stand in one emitted file; all positions 1-based, as stack traces count. */
export interface CodePlaces {
  /** Where the stack shows a frame that stands at a point; a unit holds several copies of a function. */
  readonly points: readonly (readonly [line: number, column: number, fn: number, point: number])[];
  /** From where to where a function (or a copy of it) reaches. */
  readonly spans: readonly (readonly [startLine: number, startColumn: number, endLine: number, endColumn: number, fn: number])[];
}

/** A place where a channel is opened: `channel<Order>(port, "orders")`. */
export interface ChannelDescriptor {
  readonly name: string;
  /** Of its messages. */
  readonly type: TypeDescriptor;
  readonly place: Place;
}

export interface ModuleDescriptor {
  readonly format: number;
  readonly js: string;
  /** TypeScript source, relative to the project folder. */
  readonly source: string;
  readonly moduleFormat: "esm" | "cjs";
  readonly functions: readonly FunctionDescriptor[];
  readonly variables: readonly VariableDescriptor[];
  /** What the types of variables and locals are made of. */
  readonly types: readonly TypeNode[];
  readonly classes: readonly ClassDescriptor[];
  readonly base: CodePlaces;
  readonly unit: CodePlaces;
  /** Exported name -> the module's own name for it, or (re-exports) specifier and name there; `*` names lead to whole modules. */
  readonly exports: Readonly<Record<string, string | readonly [specifier: string, name: string]>>;
  /** Specifiers of `export * from`. */
  readonly exportsAll: readonly string[];
  /** Names a function's unit is linked with: module variables, imports, other functions; by function index. */
  readonly links: Readonly<Record<number, readonly string[]>>;
  /** Statements that run when the module is evaluated, functions by id. */
  readonly body: readonly (StatementDescriptor & { readonly place: Place })[];
  readonly warnings: readonly Warning[];
  /** Channels that it opens by a literal name. */
  readonly channels?: readonly ChannelDescriptor[];
  /** What it writes, outside of its functions, that is not its own. */
  readonly writes?: readonly OuterWriteDescriptor[];
}

/** A construct that is left as it is: it runs as before, and cannot be updated. */
export interface Warning {
  readonly code: string;
  readonly message: string;
  readonly place: Place;
}
