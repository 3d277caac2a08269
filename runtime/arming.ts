// The flags that make update points call the engine: written on as little code as possible, since V8 gives up what it compiled.

import type { StackFrame } from "./plan/stack.js";
import { allModules } from "./registry.js";
import { setPending, settle } from "./slots.js";

/** Flags on the code that is on the stack. */
export function arm(stack: readonly StackFrame[]): void {
  const places = [...new Set(stack)];
  const modules = new Set(places.flatMap((frame) => (frame.kind === "function" ? [frame.location.code.module] : [])));
  for (const module of modules) for (const holder of module.holders()) setPending(holder, true);
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
