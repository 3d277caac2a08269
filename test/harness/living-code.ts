// Loaded before a program (`node --import`): tells which versions have code in the process that is not garbage.
import { codeOf, UnitFile } from "../../dist/runtime/load/code.js";
import type { Holder } from "../../runtime/contract/emitted.ts";

const Native = WeakRef;
const files: WeakRef<UnitFile>[] = [];
const others: WeakRef<WeakKey>[] = [];

class Watching<T extends WeakKey> extends Native<T> {
  constructor(target: T) {
    super(target);
    if (target instanceof UnitFile) files.push(this as unknown as WeakRef<UnitFile>);
    else others.push(this);
  }
}

const livingVersions = (): readonly string[] => [...new Set(files.flatMap((file) => file.deref()?.version ?? []))];

/** How many units of a version are linked; the code of its modules themselves is none. */
function linkedUnits(version: string): number {
  const living = new Set(others.flatMap((other) => other.deref() ?? []));
  const code = [...living].map((other) => codeOf.get(other as Holder));
  return code.filter((file) => file instanceof UnitFile && file.version === version).length;
}

Object.assign(globalThis, { WeakRef: Watching, livingVersions, linkedUnits });
