// All that emitted code may call. The compiler takes names from `keyof` these interfaces, so that a wrong name does not compile.

/** Slots (`f0`, `f1` …: the newest version of each function, if that is not this one) and the flag of one version of one module's code. */
export interface Holder {
  /** True while an update waits for an update point in this code. */
  readonly pending: boolean;
  /** Called at an update point while `pending`. */
  reach(): void;
  /** Called by a function's outermost handler: saves the frame if the update's signal passes, rethrows all else. */
  save(error: unknown, fn: number, self: unknown, values: unknown[]): unknown;
  /** `save` of a frame that was resumed before: gives its driver the next incarnation instead of running it. */
  park(error: unknown, fn: number, self: unknown, values: unknown[]): unknown;
  /** Called by a frame that was suspended, when its function has newer code or an update waits; `value` is what it waited for. */
  move(fn: number, point: number, value: unknown): void;
}

/** Access to a variable that lives elsewhere: a box that holds it, or functions that reach it. */
export interface Reference {
  v: unknown;
  readonly get: () => unknown;
  /** Gives what it was given, as an assignment does. */
  readonly set: (value: unknown) => unknown;
}

/** A private name of a class, or `super` of a method (which takes a key besides the object), for code outside of the class. */
export interface ClassMember {
  readonly get: (object: unknown, key?: PropertyKey) => unknown;
  readonly set: (object: unknown, value: unknown, key?: PropertyKey) => void;
  /** `#x in object` */
  readonly has: (object: unknown) => boolean;
  of(object: unknown, key?: PropertyKey): MemberReference;
  /** Like `of`; undefined for an object that is null or undefined, which ends an optional chain. */
  maybe(object: unknown, key?: PropertyKey): MemberReference | undefined;
}

/** A member of one object. */
export interface MemberReference {
  v: unknown;
  call(...args: unknown[]): unknown;
  /** A function that is called as a method of the object; any other value as it is. */
  readonly bound: unknown;
}

/** `this` of a constructor of a derived class, in relocated code. */
export interface ConstructorSelf {
  /** The object; throws as long as there is none. */
  readonly v: unknown;
  /** `super(…)` */
  construct(...args: unknown[]): unknown;
  /** The rest of `super(…)` once the parent's constructors have returned: the class's own fields. */
  bind(parentObject: unknown): unknown;
  /** The same for arrow functions inside. */
  readonly lexical: ConstructorSelf;
}

/** A module's record, `$m` in emitted code. */
export interface ModuleRecord {
  readonly holder: Holder;
  /** Thrown to unwind frames that are being saved. */
  readonly signal: object;
  readonly state: { readonly saving: boolean; readonly supers: { take(): readonly unknown[] } | undefined };
  /** Set to non-zero by a helper thread while an update waits (`updatePoints: "poll"`). */
  readonly poll: Int32Array;
  /** What a `for-of` loop runs over: an array itself, else its iterator, iterable once more by the loop that goes on with it. */
  cursor(iterable: unknown): unknown;
  /** The same for a loop that yields: also of an array the iterator, which knows how far it has come. */
  iterator(iterable: unknown): unknown;
  /** What is left of a cursor after `count` iterations. */
  onward(cursor: unknown, count: number): unknown;
  /** The keys of a `for-in` loop, as a cursor. */
  keys(object: unknown): unknown;
  /** The iterator of a `for await` loop. */
  asyncCursor(iterable: unknown): unknown;
  /** Closes the iterator of a `for await` loop that an interrupted iteration leaves early. */
  closeAsync(cursor: unknown, how?: "quietly"): Promise<void>;
  /** One iteration that goes on where it was interrupted; leaving it early closes the cursor. */
  rest(cursor: unknown): Iterable<undefined>;
  /** What a value is as a property key: converted once, it can be used again. */
  key(value: unknown): PropertyKey;
  /** `callee` as a method of `self`, where it was read before its arguments were computed. */
  call(callee: unknown, self: unknown, ...args: unknown[]): unknown;
  /** What is called by `.call` as `callee` would be called by its own name. */
  callee(callee: unknown): unknown;
  /** What a pattern takes apart (patterns.ts); `key` is the first that it looks for. */
  object(value: unknown, key?: string): unknown;
  omit(value: unknown, taken: readonly PropertyKey[]): object;
  items(iterable: unknown): unknown;
  take(items: unknown): unknown;
  takeRest(items: unknown): unknown[];
  abandon(items: unknown, error: unknown): unknown;
  close(items: unknown): void;
  /** What a block with `using` declarations disposes of (resources.ts). */
  resources(): unknown;
  use(resources: unknown, value: unknown): unknown;
  useAsync(resources: unknown, value: unknown): unknown;
  fail(resources: unknown, error: unknown): void;
  dispose(resources: unknown): Promise<void> | undefined;
  /** The strings of tagged templates, by place: one object for each, whatever code evaluates it. */
  readonly sites: Record<string, TemplateStringsArray>;
  /** The tag that gives the strings themselves. */
  strings(strings: TemplateStringsArray): TemplateStringsArray;
  reference(get: () => unknown, set?: (value: unknown) => unknown): Reference;
  /** A variable that closures share with the loop that made them. */
  box(value: unknown): Reference;
  member(get: ClassMember["get"], set: ClassMember["set"], has?: ClassMember["has"]): ClassMember;
  /** Runs the newest code of a derived class's constructor; `holder` and `fn` are those of the native one. */
  derive(
    holder: Holder,
    fn: number,
    type: new () => object,
    newTarget: new () => object,
    entered: EnteredFunction,
    args: readonly unknown[],
  ): unknown;
  /** `this` of a constructor that is saved: with `value` once it has called `super()`. */
  derived(holder: Holder, fn: number, type: new () => object, newTarget: new () => object, value?: object): ConstructorSelf;
  /** The same where it cannot be told from its text whether `super()` was called. */
  native(type: new () => object, get: () => unknown, callSuper: (...args: unknown[]) => unknown): ConstructorSelf;
  /** `this` of an arrow function in a constructor of a derived class. */
  lexical(type: new () => object, get: () => unknown, callSuper: (...args: unknown[]) => unknown): ConstructorSelf;
  /** Gives a class the name that it would have without the one by which its own code knows it. */
  named(itself: object, name: string): void;
  /**
   * Called by a class while it is evaluated, if that happens once: says what it is and gives access to its private names.
   * @param holder what its methods' stubs look at, if that is not the module's own
   */
  class(id: string, itself: ClassObject, access?: PrivateAccess, holder?: Holder): void;
  readonly meta: unknown;
  import(specifier: string, options?: unknown): Promise<unknown>;
}

/** A class as it is evaluated. */
export interface ClassObject {
  readonly prototype: object;
}

/** What reads, tests for and (not for a method) assigns each private name of a class. */
export type PrivateAccess = () => Readonly<
  Record<string, readonly [get: ClassMember["get"], has: ClassMember["has"], set?: ClassMember["set"]]>
>;

/** What reads a name of a module, or reads and assigns it. */
export type NameAccess = (() => unknown) | readonly [get: () => unknown, set: (value: unknown) => unknown];

/** All names of a module; asked for when the first of them is needed. */
export type ModuleAccess = () => Readonly<Record<string, NameAccess>>;

/** What a unit is linked with, `$k` in emitted code. */
export interface LinkRecord {
  get(name: string): unknown;
  reference(name: string): Reference;
  /** A class that is evaluated once, for code inside it. */
  class(id: string): unknown;
  /** A private name of a class that is evaluated once. */
  member(classId: string, name: string): ClassMember;
  super(classId: string, side: "static" | "prototype"): ClassMember;
  /** @param called names of functions that are called past their stubs, as `$h.c4`, by their indexes */
  holder(called?: Readonly<Record<number, string>>): Holder;
  /** The method with which a class began, whose newest code `$h.c4` of this holder shows; if that is not known, what no method is. */
  method(holder: Holder, fn: number, classId: string, name: string): unknown;
}

export type EnteredFunction = (this: unknown, ...args: unknown[]) => unknown;
/** @param kept names of variables whose initialisers a call that begins anew (at point 0) leaves out */
export type ResumedFunction = (
  this: unknown,
  values: readonly unknown[],
  point: number,
  next: () => unknown,
  kept: ReadonlySet<string>,
) => unknown;

/** A linked unit. */
export interface Unit {
  /** Makes the function from the values it captures. */
  readonly enter: (captures: readonly unknown[]) => EnteredFunction;
  /** Absent where the function has no points. */
  readonly resume?: ResumedFunction;
  /** Initialisers of locals, for frames in which they are new. */
  readonly initial: Readonly<Record<string, (locals: Readonly<Record<string, unknown>>) => unknown>>;
}

/** What a patch computes of a class that the process has already; members by their names as written, `static ` before those of the class itself. */
export interface ClassUnit {
  readonly keys: Readonly<Record<string, () => PropertyKey>>;
  /** Initialisers of fields. */
  readonly values: Readonly<Record<string, (this: object) => unknown>>;
  readonly base?: () => unknown;
}

export type UnitFactory = (module: ModuleRecord, link: LinkRecord) => Unit;
