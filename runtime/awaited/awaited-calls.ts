// What the asynchronous state transformers of a patch have to be called with, as the program stands.
import type { ClassPatch } from "../contract/patch.js";
import type { StagedModule } from "../load/staged.js";
import type { AwaitedCall } from "../load/transformers.js";
import { HeapFinder } from "../objects/heap.js";
import { findModule } from "../registry.js";

/** @param keys of the asynchronous transformers */
export function awaitedCalls(modules: readonly StagedModule[], keys: readonly string[]): AwaitedCall[] {
  const finder = new HeapFinder();
  return modules.flatMap(({ record, patch }) => [
    ...patch.variables.flatMap(({ action }): AwaitedCall[] =>
      action.kind === "convert" && keys.includes(action.key) ? [{ key: action.key, value: findModule(action.js)?.read(action.name) }] : [],
    ),
    ...(patch.classes ?? []).flatMap((change) => record.classes.get(change.old)?.awaitedCalls(keysOf(change, keys), finder) ?? []),
  ]);
}

const keysOf = ({ instances }: ClassPatch, keys: readonly string[]): string[] =>
  (instances?.fields ?? []).flatMap((field) =>
    field.kind !== "removed" && field.source.kind === "transformer" && keys.includes(field.source.key) ? [field.source.key] : [],
  );
