// A running computation as data: what a checkpoint file holds. Its first line is the header, its second the content.

export const CHECKPOINT_KIND = "ts-updatable checkpoint";
export const CHECKPOINT_FORMAT = 1;

export interface CheckpointHeader {
  readonly kind: typeof CHECKPOINT_KIND;
  readonly format: number;
  /** Build id of the version in force, and its `outDir`. */
  readonly version: string;
  readonly outDir: string;
  readonly pid: number;
  readonly node: string;
  /** ISO time. */
  readonly at: string;
  /** Arguments of the program, its file first. */
  readonly args: readonly string[];
  /** sha256 of the second line. */
  readonly digest: string;
}

/**
 * A value: JSON's own as themselves (an array in JSON is never one of the program), an object by its place in the table, and what JSON does
 * not have.
 */
export type Value =
  | null
  | boolean
  | string
  | number
  | readonly [object: number]
  | readonly ["undefined" | "hole" | "uninitialised"]
  | readonly ["number" | "bigint", text: string];

/** `value`, or `get` and `set`; `flags`: those of writable (w), enumerable (e) and configurable (c) that hold, where not all do. */
export interface PropertyRecord {
  readonly key: Value;
  readonly value?: Value;
  readonly get?: Value;
  readonly set?: Value;
  readonly flags?: string;
}

export interface PrivateRecord {
  readonly class: Value;
  readonly name: string;
  readonly value: Value;
}

/** What an object is beside its properties. */
export type Substance =
  | { readonly kind: "object" | "error" }
  /** `items`: its elements from 0 on, as long as they are plain; the rest are properties */
  | { readonly kind: "array"; readonly length: number; readonly items: readonly Value[] }
  | { readonly kind: "map"; readonly entries: readonly (readonly [Value, Value])[] }
  | { readonly kind: "set"; readonly values: readonly Value[] }
  | { readonly kind: "date"; readonly time: Value }
  | { readonly kind: "regexp"; readonly source: string; readonly flags: string }
  | { readonly kind: "boxed"; readonly value: Value }
  | { readonly kind: "buffer"; readonly bytes: string; readonly max?: number }
  | { readonly kind: "view"; readonly type: string; readonly buffer: Value; readonly offset: number; readonly length?: number }
  /** of the program: by its id and what it captures; `self`: the `this` of an arrow function */
  | {
      readonly kind: "function";
      readonly js: string;
      readonly id: string;
      readonly captures: readonly Value[];
      readonly self: Value;
    }
  /** of the program, at the top level of a module */
  | { readonly kind: "class"; readonly js: string; readonly id: string };

/** What there is of itself in any process, or has no properties that matter. */
export type Reference =
  /** of JavaScript or Node: steps from the global object, or from a module of Node or a package as it is imported */
  | { readonly kind: "known"; readonly from?: { readonly js: string; readonly specifier: string }; readonly path: readonly string[] }
  | { readonly kind: "prototype"; readonly class: Value }
  | { readonly kind: "symbol"; readonly description?: string; readonly registered?: true }
  /** a variable that closures and frames share */
  | { readonly kind: "variable"; readonly value: Value }
  /** what a loop holds (cursor.ts) */
  | { readonly kind: "array-cursor"; readonly array: Value; readonly at: number }
  | { readonly kind: "text-cursor"; readonly rest: string }
  | { readonly kind: "guarded-iterator"; readonly inner: Value }
  | { readonly kind: "key-cursor"; readonly object: Value; readonly keys: readonly string[] }
  /** an iterator of a map or set, or of `rest` where nothing else holds the map or set */
  | { readonly kind: "iterator"; readonly of: Value; readonly gives: "keys" | "values" | "entries"; readonly left: number };

export type ObjectRecord =
  | Reference
  | (Substance & {
      /** Absent: what such an object has of itself. */
      readonly prototype?: Value;
      readonly properties?: readonly PropertyRecord[];
      readonly private?: readonly PrivateRecord[];
      /** It has private names, which only the constructor of its class gives. */
      readonly isConstructed?: true;
      readonly integrity?: "frozen" | "sealed" | "closed";
    });

export interface FrameRecord {
  readonly js: string;
  /** Function and point in the version's own build. */
  readonly id: string;
  readonly point: number;
  readonly self: Value;
  readonly values: readonly Value[];
}

export interface ModuleRecordData {
  readonly js: string;
  /** Variables by name, without those that are imported from other modules of the program. */
  readonly variables: Readonly<Record<string, Value>>;
}

export interface CheckpointContent {
  /** Who asked: the newest call of a program that asked waits for an answer. */
  readonly asked: "program" | "helper";
  /** Newest first. */
  readonly frames: readonly FrameRecord[];
  readonly modules: readonly ModuleRecordData[];
  readonly objects: readonly ObjectRecord[];
}
