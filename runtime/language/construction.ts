// `this` of constructors of derived classes, for code that stands outside of the class: it has no value before `super()` was called.
import type { ConstructorSelf, EnteredFunction, Holder } from "../contract/emitted.js";
import { readSlot, writeSlot } from "../slots.js";
import { state } from "../state.js";

type Constructor = new (...args: unknown[]) => object;

/** Stands in a slot for the one call that only has to reach its own `super()`. */
const placeholder: EnteredFunction = () => undefined;

/**
 * Runs `construct`, in which the next native constructor with a slot of number `fn` does nothing but to call `super` with `args`, so that the object gets
 * all fields of its class in the class's own code.
 */
function withSuperArguments(holder: Holder, fn: number, args: readonly unknown[], construct: () => object): object {
  const before = readSlot(holder, fn);
  if (before === null) writeSlot(holder, fn, placeholder);
  state.supers = {
    take() {
      state.supers = undefined;
      if (before === null) writeSlot(holder, fn, null);
      return args;
    },
  };
  return construct();
}

/** Runs `construct`, in which the next `super()` of a class gives an object whose own constructors have returned already. */
function withParentObject(type: Constructor, parentObject: unknown, construct: () => object): object {
  const parent = Object.getPrototypeOf(type) as object | null;
  function standIn(): unknown {
    Object.setPrototypeOf(type, parent);
    return parentObject;
  }
  Object.setPrototypeOf(type, standIn);
  return construct();
}

abstract class Self implements ConstructorSelf {
  abstract readonly v: unknown;
  abstract construct(...args: unknown[]): unknown;
  abstract bind(parentObject: unknown): unknown;
  abstract readonly lexical: ConstructorSelf;

  /** What `new` gives when the constructor returned `value`. */
  result(value: unknown): unknown {
    if ((typeof value === "object" && value !== null) || typeof value === "function") return value;
    if (value !== undefined) throw new TypeError("Derived constructors may only return object or undefined");
    return this.v;
  }
}

/** Of a call whose native constructor is not (or not any more) on the stack. */
export class Construction extends Self {
  readonly #holder: Holder;
  readonly #fn: number;
  readonly #type: Constructor;
  readonly #newTarget: Constructor;
  #value: object | undefined;

  constructor(holder: Holder, fn: number, type: Constructor, newTarget: Constructor, value: object | undefined) {
    super();
    this.#holder = holder;
    this.#fn = fn;
    this.#type = type;
    this.#newTarget = newTarget;
    this.#value = value;
  }

  get v(): unknown {
    if (this.#value !== undefined) return this.#value;
    throw new ReferenceError("Must call super constructor in derived class before accessing 'this' or returning from derived constructor");
  }

  construct(...args: unknown[]): unknown {
    if (this.#value !== undefined) {
      // The parent runs once more, the class's own fields do not.
      Reflect.construct(Object.getPrototypeOf(this.#type) as Constructor, args, this.#newTarget);
      throw new ReferenceError("Super constructor may only be called once");
    }
    this.#value = withSuperArguments(this.#holder, this.#fn, args, () => Reflect.construct(this.#type, [], this.#newTarget) as object);
    return this.#value;
  }

  bind(parentObject: unknown): unknown {
    return withParentObject(this.#type, parentObject, () => this.construct() as object);
  }

  get lexical(): ConstructorSelf {
    return new LexicalSelf(
      this.#type,
      () => this.v,
      (...args) => this.construct(...args),
    );
  }
}

/** Of a native constructor's activation, as its arrow functions see it. */
export class LexicalSelf extends Self {
  readonly #type: Constructor;
  readonly #get: () => unknown;
  readonly #super: (...args: unknown[]) => unknown;

  constructor(type: Constructor, get: () => unknown, callSuper: (...args: unknown[]) => unknown) {
    super();
    this.#type = type;
    this.#get = get;
    this.#super = callSuper;
  }

  get v(): unknown {
    return this.#get();
  }

  construct(...args: unknown[]): unknown {
    return this.#super(...args);
  }

  bind(parentObject: unknown): unknown {
    return withParentObject(this.#type, parentObject, () => this.#super() as object);
  }

  get lexical(): ConstructorSelf {
    return this;
  }
}

/** Of a native activation whose constructor itself was saved. */
export class NativeConstruction extends Self {
  readonly lexical: LexicalSelf;

  constructor(type: Constructor, get: () => unknown, callSuper: (...args: unknown[]) => unknown) {
    super();
    this.lexical = new LexicalSelf(type, get, callSuper);
  }

  get v(): unknown {
    return this.lexical.v;
  }

  construct(...args: unknown[]): unknown {
    return this.lexical.construct(...args);
  }

  bind(parentObject: unknown): unknown {
    return this.lexical.bind(parentObject);
  }
}

/** What a rebuilt frame gives to its caller: of a constructor of a derived class, the object. */
export const resultOf = (self: unknown, value: unknown): unknown =>
  self instanceof Construction || self instanceof NativeConstruction ? self.result(value) : value;
