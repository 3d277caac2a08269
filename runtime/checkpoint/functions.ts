// Which function of the program a function object is, what it captures, and which `this` an arrow function has.
import type { FunctionDescriptor } from "../contract/build.js";
import { type CodeFile, codeOf } from "../load/code.js";
import { allModules } from "../registry.js";
import { type SlotValue, showSlots } from "../slots.js";

export type ProgramFunction = (this: unknown, ...args: unknown[]) => unknown;

export interface FunctionUse {
  readonly code: CodeFile;
  readonly fn: FunctionDescriptor;
  readonly captures: readonly unknown[];
  /** Of an arrow function. */
  readonly self: unknown;
}

/** Functions that a resumed computation has been given (restored.ts): they only lead to their code. */
export const restored: WeakMap<ProgramFunction, () => FunctionUse> = new WeakMap();

/** What every function of the program does first: it asks its slot. Nothing that has an effect stands before that. */
const STUB = /^(?!class\b)[^{]*\{if\(\$h\.f\d+\)return /;

/** Whether something is a function of the program; a restored one is none. */
export const isProgramText = (fn: unknown): boolean => typeof fn === "function" && STUB.test(Function.prototype.toString.call(fn));

/**
 * While it is open every slot of the program holds a probe. A function that is called then has done nothing but to hand over what it
 * captures: its own code never runs.
 */
export class FunctionReader {
  readonly #undo: (() => void)[] = [];
  #found: FunctionUse | undefined;

  /** Undefined for what is no function of the program. */
  read(fn: ProgramFunction): FunctionUse | undefined {
    const known = restored.get(fn);
    if (known !== undefined) return known();
    if (!STUB.test(Function.prototype.toString.call(fn))) return undefined;
    if (this.#undo.length === 0) this.#open();
    this.#found = undefined;
    const result = Reflect.apply(fn, undefined, []) as Partial<Iterator<unknown>> | undefined;
    // The code of a generator runs when it is first asked.
    if (this.#found === undefined) ignore(result?.next?.());
    else ignore(result);
    return this.#found;
  }

  close(): void {
    for (const undo of this.#undo.splice(0).reverse()) undo();
  }

  #open(): void {
    for (const module of allModules())
      for (const holder of module.holders()) {
        const code = codeOf.get(holder);
        this.#undo.push(
          showSlots(holder, (index) => {
            const fn = code?.functions[index];
            return code === undefined || fn === undefined ? silent : this.#makeProbe(code, fn);
          }),
        );
      }
  }

  #makeProbe(code: CodeFile, fn: FunctionDescriptor): SlotValue {
    const take = (captures: readonly unknown[], self: unknown): readonly unknown[] => {
      this.#found ??= { code, fn, captures, self: fn.form === "arrow" ? self : undefined };
      return [];
    };
    if (fn.captures.length === 0)
      return function (this: unknown) {
        return take([], this);
      };
    return (captures: readonly unknown[]) =>
      function (this: unknown) {
        return take(captures, this);
      };
  }
}

/** In the slot of a function that the code file does not describe: it is not found, and does nothing. */
const silent = (): readonly unknown[] => [];

/** An async function that was given nothing may reject. */
function ignore(result: unknown): void {
  if (result instanceof Promise) result.catch(() => undefined);
}
