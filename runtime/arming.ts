// The flags that make update points call the engine: written on as little code as possible, since V8 gives up what it compiled.

import type { StackFrame } from "./plan/stack.js";
import { allModules, type Module } from "./registry.js";
import { setPending, settle } from "./slots.js";

/** Flags on the code that is on the stack. */
export const arm = (stack: readonly StackFrame[]): void =>
  armModules([...new Set(stack)].flatMap((frame) => (frame.kind === "function" ? [frame.location.code.module] : [])));

export function armModules(modules: readonly Module[]): void {
  for (const module of new Set(modules)) for (const holder of module.holders()) setPending(holder, true);
}

/** An update point was reached. */
export function disarm(): void {
  for (const module of allModules()) for (const holder of module.holders()) setPending(holder, false);
}

/** Nothing is wanted of update points any more: all that code looks at can be constant again. */
export function standDown(): void {
  disarm();
  settle();
}
